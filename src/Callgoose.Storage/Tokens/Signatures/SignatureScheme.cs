namespace Callgoose.Storage.Tokens.Signatures;

/// <summary>
/// How a sender signs its webhooks: an HMAC in a header over the bytes of the body as sent. Some schemes put the id and the time of the
/// delivery before the body.
/// </summary>
public sealed record SignatureScheme
{
    /// <summary>A description of the format, for the end of an error message.</summary>
    public const string Form =
        "write standard-webhooks, github, sentry, grafana, or hmac;header=NAME with any of ;algorithm=sha256|sha512|sha1 ;encoding=hex|base64 ;prefix=TEXT " +
        ";timestamp=HEADER ;separator=TEXT ;window=5m behind it";

    /// <summary>The default for the allowed difference between the time in a webhook and the server's time: the recommendation of Standard Webhooks.</summary>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(5);

    private static readonly string[] HeadersOfHttp = ["Host", "Connection", "Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Accept-Encoding", "Expect"];

    private static readonly SignatureScheme[] Known =
    [
        new()
        {
            Name = "standard-webhooks", Header = "webhook-signature", Encoding = SignatureEncoding.Base64, Prefix = "v1,", Id = "webhook-id",
            Timestamp = "webhook-timestamp", HasEncodedSecrets = true,
        },
        new() { Name = "github", Header = "X-Hub-Signature-256", Prefix = "sha256=" },
        new() { Name = "sentry", Header = "Sentry-Hook-Signature" },
        new() { Name = "grafana", Header = "X-Grafana-Alerting-Signature", Separator = ":" },
        new() { Name = "hmac", Header = string.Empty },
    ];

    /// <summary>The first word of its text.</summary>
    public required string Name { get; init; }

    /// <summary>The header with the signature. It may hold several, separated by blanks, or by commas if the prefix contains none.</summary>
    public required string Header { get; init; }

    /// <summary>The hash.</summary>
    public SignatureAlgorithm Algorithm { get; init; }

    /// <summary>The encoding of the signature.</summary>
    public SignatureEncoding Encoding { get; init; }

    /// <summary>The text before each signature. Signatures with another prefix belong to other versions and are ignored.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>The header with the id of the delivery, which is signed before the time; null if there is none.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The header with the time in Unix seconds, which is signed before the body; null if the scheme signs no time and so cannot detect an
    /// old webhook.
    /// </summary>
    public string? Timestamp { get; init; }

    /// <summary>The text between the signed parts.</summary>
    public string Separator { get; init; } = ".";

    /// <summary>The allowed difference between the time in the webhook and the server's time.</summary>
    public TimeSpan Window { get; init; } = DefaultWindow;

    /// <summary>True if a secret is base64 after <c>whsec_</c>; otherwise its characters are the key, as UTF-8.</summary>
    public bool HasEncodedSecrets { get; init; }

    /// <summary>Reads a scheme as <see cref="ToString"/> writes it: a name, and the settings that differ from its defaults.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="fault">What is wrong, as a sentence without its full stop; null if nothing is.</param>
    public static bool TryParse(string text, out SignatureScheme? scheme, out string? fault)
    {
        string[] parts = text.Split(';');
        scheme = Array.Find(Known, known => known.Name == parts[0].Trim());
        fault = scheme is null ? $"there is no scheme of signatures '{parts[0]}'" : null;
        foreach (string part in parts.AsSpan(1))
        {
            if (scheme is SignatureScheme before)
            {
                (scheme, fault) = With(before, part);
            }
        }

        if (scheme is { Header.Length: 0 })
        {
            (scheme, fault) = (null, "hmac needs the header in which the signature stands");
        }

        return scheme is not null;
    }

    /// <summary>
    /// Finds a setting that has no effect, so that its author must have meant something else. Returns a sentence without its full stop;
    /// null if there is none.
    /// </summary>
    /// <param name="text">The text of a scheme.</param>
    /// <param name="scheme">The scheme that was read from it.</param>
    public static string? FindUseless(string text, SignatureScheme scheme)
    {
        string[] names = [.. text.Split(';').Skip(1).Select(static part => part.Split('=')[0].Trim())];
        return names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice
                ? $"'{twice.Key}' stands there twice; write it once"
            : IsTaken(scheme.Header) || IsTaken(scheme.Timestamp) || string.Equals(scheme.Timestamp, "Authorization", StringComparison.OrdinalIgnoreCase)
                ? "a token stands in 'Authorization', 'X-Callgoose-Auth' and 'X-Gitlab-Token'; name the header of the sender that has the signature, or its time"
            : IsOfHttp(scheme.Header) || IsOfHttp(scheme.Timestamp)
                ? "a header of HTTP itself holds no signature and no time; name the header of the sender that does"
            : string.Equals(scheme.Header, scheme.Timestamp, StringComparison.OrdinalIgnoreCase)
                ? $"the signature and its time cannot both stand in '{scheme.Header}'; name the two headers"
            : scheme.Timestamp is null && names.FirstOrDefault(static name => name is "window" or "separator") is string useless
                ? $"'{useless}' has no effect without 'timestamp'; write ;timestamp=HEADER, the header with the time that is signed, or leave it out"
            : null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        SignatureScheme plain = Array.Find(Known, known => known.Name == Name)!;
        string[] differing =
        [
            .. Differing("header", Header, plain.Header),
            .. Differing("algorithm", TextOf(Algorithm), TextOf(plain.Algorithm)),
            .. Differing("encoding", TextOf(Encoding), TextOf(plain.Encoding)),
            .. Differing("prefix", Prefix, plain.Prefix),
            .. Differing("timestamp", Timestamp ?? string.Empty, plain.Timestamp ?? string.Empty),
            .. Differing("separator", Separator, plain.Separator),
            .. Differing("window", $"{Window.TotalSeconds:0}s", $"{plain.Window.TotalSeconds:0}s"),
        ];
        return string.Join(';', (string[])[Name, .. differing]);
    }

    private static IEnumerable<string> Differing(string name, string value, string plain) => value == plain ? [] : [$"{name}={value}"];

    private static (SignatureScheme? Scheme, string? Fault) With(SignatureScheme scheme, string part)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        string value = equals < 0 ? string.Empty : part[(equals + 1)..].Trim();
        return (equals < 0 ? part : part[..equals]).Trim() switch
        {
            "header" when IsHeader(value) => (scheme with { Header = value }, null),
            "timestamp" when IsHeader(value) => (scheme with { Timestamp = value }, null),
            "header" or "timestamp" => (null, $"'{value}' is not the name of a header"),
            "algorithm" when AlgorithmOf(value) is SignatureAlgorithm algorithm => (scheme with { Algorithm = algorithm }, null),
            "algorithm" => (null, $"there is no algorithm '{value}'; known are sha256, sha512 and sha1"),
            "encoding" when value is "hex" or "base64" => (scheme with { Encoding = value == "hex" ? SignatureEncoding.Hex : SignatureEncoding.Base64 }, null),
            "encoding" => (null, $"there is no encoding '{value}'; known are hex and base64"),
            "prefix" when IsShort(value) => (scheme with { Prefix = value }, null),
            "separator" when IsShort(value) => (scheme with { Separator = value }, null),
            "prefix" or "separator" => (null, $"'{value}' is longer than 16 characters, or not all of them can be printed"),
            "window" when WindowOf(value) is TimeSpan window => (scheme with { Window = window }, null),
            "window" => (null, $"'{value}' is not a window; write 1s to 24h, such as 90s, 5m or 1h"),
            string name => (null, $"a scheme has no '{name}'"),
        };
    }

    /// <summary>Tells whether this server looks for a token in a header, correct or not.</summary>
    private static bool IsTaken(string? header) =>
        string.Equals(header, "X-Callgoose-Auth", StringComparison.OrdinalIgnoreCase) || string.Equals(header, "X-Gitlab-Token", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfHttp(string? header) => header is not null && HeadersOfHttp.Contains(header, StringComparer.OrdinalIgnoreCase);

    private static bool IsHeader(string name) => name.Length is > 0 and <= 64 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsShort(string text) => text.Length <= 16 && text.All(static c => c is > ' ' and <= '~');

    private static SignatureAlgorithm? AlgorithmOf(string text) => text switch
    {
        "sha256" => SignatureAlgorithm.Sha256,
        "sha512" => SignatureAlgorithm.Sha512,
        "sha1" => SignatureAlgorithm.Sha1,
        _ => null,
    };

    private static TimeSpan? WindowOf(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), System.Globalization.NumberStyles.None, null, out int count))
        {
            return null;
        }

        double seconds = count * (text[^1] switch { 's' => 1.0, 'm' => 60, 'h' => 3600, _ => 0 });
        return seconds is >= 1 and <= 86400 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static string TextOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sha512 => "sha512",
        SignatureAlgorithm.Sha1 => "sha1",
        _ => "sha256",
    };

    private static string TextOf(SignatureEncoding encoding) => encoding == SignatureEncoding.Hex ? "hex" : "base64";
}
