using System.Globalization;
using Callgoose.Schema;

namespace Callgoose.Delivery.Configuration;

/// <summary>Parses <c>relay</c> of a configuration.</summary>
internal static class RelayConfigurationParser
{
    /// <summary>The name of the setting.</summary>
    public const string Relay = "relay";

    /// <summary>The settings in it.</summary>
    public static readonly string[] OfRelay = ["to", "token", "mode", "maxBytes", "maxAge"];

    private const long LeastBytes = 1024 * 1024;
    private const string Mirror = "mirror";

    /// <summary>Parses the setting of a file and reports all errors; null if the file does not have it.</summary>
    public static RelaySettings? Parse(PropertyReader file, ProblemList problems)
    {
        if (file.OptionalObject(Relay) is not SchemaObject source)
        {
            return null;
        }

        var relay = new PropertyReader(source, problems, OfRelay);
        SchemaString? to = relay.RequiredText("to");
        SchemaString? token = relay.RequiredText("token");
        if (to is not null && (SettingCheck.UrlFault(to.Text) is not null || to.Text.AsSpan().ContainsAny('?', '#', '@')))
        {
            problems.Add(DeliveryRules.BadValue, to.Span, "This is not the address of a server; write the upstream's, such as https://callgoose.example.com.");
        }

        else if (to is not null && new Uri(to.Text) is { Scheme: "http", IsLoopback: false })
        {
            problems.Add(DeliveryRules.OpenToken, to.Span, "The relay's token and every webhook go to the upstream over plain http, where they can be read on the way; use https.");
        }

        SettingReference reference = SettingReference.Parse(token?.Text ?? string.Empty);
        if (token is not null && reference.Kind == SettingPlace.Here)
        {
            problems.Add(DeliveryRules.PlainSecret, token.Span, $"The setting \"token\" is secret and does not stand in this file; {SettingReference.Form}.");
        }

        SchemaString? mode = relay.OptionalText("mode");
        if (mode is not null && mode.Text != Mirror)
        {
            problems.Add(DeliveryRules.BadValue, mode.Span, "The mode of a relay is \"mirror\", with which it opens incidents itself, too; leave it out to have the upstream alone open them.");
        }

        return to is null || token is null ? null : new RelaySettings
        {
            To = to.Text.TrimEnd('/'),
            Token = reference,
            IsMirror = mode is not null,
            MaxBytes = ParseBytes(relay, problems),
            MaxAge = ParseAge(relay, problems),
        };
    }

    private static long ParseBytes(PropertyReader relay, ProblemList problems)
    {
        switch (relay.Optional("maxBytes"))
        {
            case null:
                return RelaySettings.DefaultMaxBytes;

            case SchemaLiteral { Kind: "a number" } number when long.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) && bytes >= LeastBytes:
                return bytes;

            case SchemaNode other:
                problems.Add(DeliveryRules.BadValue, other.Span, "\"maxBytes\" says how many bytes may wait for the upstream; write a whole number from 1048576 (1 MiB) on, such as 1073741824.");
                return RelaySettings.DefaultMaxBytes;
        }
    }

    private static TimeSpan ParseAge(PropertyReader relay, ProblemList problems)
    {
        if (relay.OptionalText("maxAge") is not SchemaString text)
        {
            return RelaySettings.DefaultMaxAge;
        }

        if (LengthOfTime.TryParse(text.Text, out TimeSpan age))
        {
            return age;
        }

        problems.Add(DeliveryRules.BadValue, text.Span, $"\"maxAge\" says how long the oldest webhook may wait for the upstream; {LengthOfTime.Form}, such as 30d.");
        return RelaySettings.DefaultMaxAge;
    }
}
