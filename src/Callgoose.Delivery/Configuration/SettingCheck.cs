using System.Globalization;
using Callgoose.Destinations;
using MimeKit;

namespace Callgoose.Delivery.Configuration;

/// <summary>
/// Checks the values of settings, wherever they are stored. An invalid value in the configuration is refused; an invalid value behind a reference makes its
/// destination broken.
/// </summary>
/// <remarks>An error is the end of a sentence that begins with the setting. It never contains the value, which may be secret.</remarks>
internal static class SettingCheck
{
    private const string SecretPrefix = "whsec_";

    private static readonly string[] Securities = ["starttls", "tls"];

    /// <summary>Describes why a value cannot be used; null if it can.</summary>
    /// <param name="kind">The kind of the destination.</param>
    /// <param name="setting">The index of the setting in the kind.</param>
    /// <param name="value">The value.</param>
    public static string? Fault(DestinationKind kind, int setting, string value) =>
        ControlFault(value)
        ?? (kind.Schema.AddressSetting == setting ? UrlFault(value) : null)
        ?? (kind.IsMail ? MailFault(kind.Schema.Settings[setting].Name, value) : null);

    /// <summary>Describes why a text is not a URL that messages can go to; null if it is one.</summary>
    public static string? UrlFault(string text) =>
        ControlFault(text)
        ?? (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0
            ? "is not an http or https address; write one such as https://example.com/hook"
            : url.UserInfo.Length > 0 ? "has a user or a password in it, which would not be sent; write it without them, and use what the tool has instead: a URL that is secret, or a token"
            : url.Port == 0 ? "has the port 0, to which nothing can be sent; write the port, or leave it out"
            : null);

    /// <summary>Describes why a secret cannot sign; null if it can.</summary>
    public static string? SecretFault(string text) =>
        ControlFault(text)
        ?? (text.StartsWith(SecretPrefix, StringComparison.Ordinal) && !Convert.TryFromBase64String(text[SecretPrefix.Length..], new byte[text.Length], out _)
            ? "begins with whsec_, and what follows is not base64; copy the whole secret"
            : null);

    private static string? ControlFault(string text) =>
        text.Any(char.IsControl) ? "has a line break or another control character in it; write it without" : null;

    private static string? MailFault(string setting, string value) => setting switch
    {
        "host" when Uri.CheckHostName(value) == UriHostNameType.Unknown => "is no name or address of a mail server; write one such as mail.example.com",
        "port" when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535 =>
            "is not a port; write a number from 1 to 65535, such as 587",
        "security" when !Securities.Contains(value) => "is neither starttls nor tls; write one of them",
        "from" when !IsMailAddress(value) => "is no mail address; write one such as callgoose@example.com",
        "to" when AddressesOf(value) is not { Length: > 0 } addresses || !addresses.All(IsMailAddress) =>
            "has something that is not a mail address; write addresses such as ops@example.com, with commas between them",
        _ => null,
    };

    /// <summary>Splits the addresses of a setting with several.</summary>
    public static string[] AddressesOf(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsMailAddress(string text) =>
        MailboxAddress.TryParse(text, out MailboxAddress? address) && address.Address.IndexOf('@', StringComparison.Ordinal) is int at and > 0 && at < address.Address.Length - 1;
}
