namespace Callgoose.Storage.Tokens.Signatures;

/// <summary>The signature that the calls of a token need in addition to the token: it proves that the sender knows a secret.</summary>
/// <param name="Scheme">How they are signed.</param>
/// <param name="Secrets">
/// References to the secrets, each as <c>env:NAME</c> or <c>file:/path</c>. Any of the secrets is accepted, so that one can be replaced by
/// another.
/// </param>
public sealed record TokenVerification(SignatureScheme Scheme, IReadOnlyList<string> Secrets)
{
    /// <summary>The maximum number of references.</summary>
    public const int MaxSecrets = 4;

    /// <summary>Creates one from the texts of a command line or a request.</summary>
    /// <param name="scheme">The scheme as text.</param>
    /// <param name="secrets">The references.</param>
    /// <param name="verification">The result.</param>
    /// <param name="fault">What is wrong, as a sentence without its full stop; null if nothing is.</param>
    public static bool TryCreate(string scheme, IReadOnlyList<string> secrets, out TokenVerification? verification, out string? fault)
    {
        verification = null;
        if (!SignatureScheme.TryParse(scheme, out SignatureScheme? parsed, out fault))
        {
            fault += $"; {SignatureScheme.Form}";
            return false;
        }

        fault = SignatureScheme.FindUseless(scheme, parsed!);
        if (fault is not null)
        {
            return false;
        }

        if (secrets.Count is 0 or > MaxSecrets)
        {
            fault = $"a signature needs 1 to {MaxSecrets} secrets, each by reference: env:NAME or file:/path";
            return false;
        }

        if (secrets.FirstOrDefault(static secret => !IsReference(secret)) is not null)
        {
            // The message does not repeat the text: it may be the secret itself.
            fault = "a secret is kept outside of the server's files: write env:NAME for a variable of the server's environment, or file:/path, an absolute path of a file that the server can read";
            return false;
        }

        verification = new TokenVerification(parsed!, secrets);
        return true;
    }

    /// <summary>Reads a text of the format of <see cref="Text"/>.</summary>
    /// <exception cref="FormatException">The text has another format.</exception>
    public static TokenVerification Parse(string text)
    {
        // Earlier versions accepted settings without an effect, so they are no reason to reject the stored token.
        string[] lines = text.Split('\n');
        return SignatureScheme.TryParse(lines[0], out SignatureScheme? scheme, out string? fault) ? new TokenVerification(scheme!, lines[1..]) : throw new FormatException(fault);
    }

    /// <summary>The scheme, and each reference on its own line.</summary>
    public string Text { get; } = string.Join('\n', (string[])[Scheme.ToString(), .. Secrets]);

    private static bool IsReference(string text) =>
        text.Length <= 512 && !text.Any(char.IsControl)
        && ((text.StartsWith("env:", StringComparison.Ordinal) && text.Length > 4) || (text.StartsWith("file:/", StringComparison.Ordinal) && text.Length > 6));
}
