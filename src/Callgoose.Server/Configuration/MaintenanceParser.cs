using System.Collections.Immutable;
using System.Globalization;
using Callgoose.Schema;
using Callgoose.Services;

namespace Callgoose.Configuration;

/// <summary>Parses the setting <c>maintenance</c> of a service.</summary>
internal sealed class MaintenanceParser(ProblemList problems)
{
    /// <summary>The forms of RFC 3339. The offset is required, because the author's time zone may differ from the server's.</summary>
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Parses the maintenance times; empty if there are none.</summary>
    public ImmutableArray<MaintenanceWindow> Parse(SchemaArray? source)
    {
        var windows = ImmutableArray.CreateBuilder<MaintenanceWindow>();
        foreach (SchemaNode item in source?.Items ?? [])
        {
            if (item is SchemaObject window)
            {
                windows.Add(ParseWindow(window));
            }
            else
            {
                problems.Add(ConfigurationRules.WrongType, item.Span, $"A maintenance is an object with \"from\" and \"until\", not {item.Kind}.");
            }
        }

        return windows.ToImmutable();
    }

    private MaintenanceWindow ParseWindow(SchemaObject source)
    {
        var window = new PropertyReader(source, problems, SettingNames.OfMaintenance);
        long? from = ParseTime(window, SettingNames.From);
        long? until = ParseTime(window, SettingNames.Until);
        if (until <= from)
        {
            problems.Add(
                ConfigurationRules.OutOfRange,
                window.Optional(SettingNames.Until)!.Span,
                "This maintenance ends before it begins; write a time after \"from\".");
        }

        return new MaintenanceWindow(from ?? 0, until ?? 0, ParseFilters(window)) { Line = problems.LineOf(source.Span) };
    }

    private long? ParseTime(PropertyReader window, string name)
    {
        if (window.RequiredText(name) is not SchemaString text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(
            text.Text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time.ToUnixTimeMilliseconds();
        }

        problems.Add(
            ConfigurationRules.BadForm,
            text.Span,
            $"\"{text.Text}\" is not a time; write date, time and offset, such as 2026-03-01T22:00:00Z or 2026-03-01T23:00:00+01:00.");
        return null;
    }

    private ImmutableArray<TagFilter> ParseFilters(PropertyReader window)
    {
        var filters = ImmutableArray.CreateBuilder<TagFilter>();
        foreach (SchemaNode item in window.OptionalArray(SettingNames.Tags)?.Items ?? [])
        {
            if (item is not SchemaArray texts)
            {
                string advice = item is SchemaString text ? $"; write [\"{text.Text}\"]" : string.Empty;
                problems.Add(
                    ConfigurationRules.WrongType, item.Span, $"A tag filter is an array of texts that must all be found, not {item.Kind}{advice}.");
            }
            else if (texts.Items.Count == 0)
            {
                problems.Add(
                    ConfigurationRules.Empty, texts.Span, "This filter would hold for every payload; give it a text, or leave \"tags\" out for the whole service.");
            }
            else
            {
                filters.Add(new TagFilter(window.NotBlank(SettingNames.Tags, texts.Items).Select(static found => found.Text)));
            }
        }

        return filters.ToImmutable();
    }
}
