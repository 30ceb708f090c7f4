using System.Globalization;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Reading;

namespace Callgoose.Api;

/// <summary>Writes an incident as a Markdown document, to which people add what they learned. Times are UTC.</summary>
internal sealed class PostmortemMarkdown
{
    /// <summary>The most deliveries that the document lists.</summary>
    public const int MaxDeliveries = 200;

    private readonly StringBuilder text = new();
    private readonly IncidentSummary incident;
    private readonly IncidentDetails details;

    private PostmortemMarkdown(IncidentDetails details)
    {
        this.details = details;
        incident = details.Incident;
    }

    /// <summary>Writes the document.</summary>
    /// <param name="details">The incident.</param>
    /// <param name="deliveries">The deliveries of its events, oldest first.</param>
    /// <param name="body">The body of the call that opened it; null if the API log does not have it.</param>
    public static string Write(IncidentDetails details, IEnumerable<DeliveryRow> deliveries, string? body)
    {
        var document = new PostmortemMarkdown(details);
        document.WriteSummary();
        document.WriteTimeline();
        document.WriteDeliveries([.. deliveries]);
        document.WriteTexts(body);
        return document.text.ToString();
    }

    private void WriteSummary()
    {
        text.Append(CultureInfo.InvariantCulture, $"# Post-mortem: {MarkdownText.Line(incident.Title)}\n\n## Summary\n\n| | |\n| --- | --- |\n");
        Row("State", incident.State.ToText());
        Row("Urgency", incident.Urgency.ToText());
        Row("Opened", Time(incident.TriggeredAt));
        if (First(TransitionKind.Acknowledged) is Transition acknowledged)
        {
            Row("First acknowledged", $"{Time(acknowledged.At)}, after {Length(acknowledged.At - incident.TriggeredAt)}, by {CauseOf(acknowledged)}");
        }

        if (incident.ResolvedAt is long resolvedAt)
        {
            string by = First(TransitionKind.Resolved) is Transition resolved ? $", by {CauseOf(resolved)}" : string.Empty;
            Row("Resolved", $"{Time(resolvedAt)}, after {Length(resolvedAt - incident.TriggeredAt)}{by}");
        }

        Row("Reports", string.Create(CultureInfo.InvariantCulture, $"{incident.Occurrences}, the last one at {Time(incident.LastSeenAt)}"));
        Row("Service", incident.Service);
        Row("Environment", incident.Environment);
        Row("Source", incident.Source);
        Row("Integration", incident.Integration);
        Row("Incident key", incident.IncidentKey);
        if (details.Link is string link)
        {
            // A link contains no space and no angle bracket. Characters that could end the cell or mention somebody are percent-encoded.
            text.Append(CultureInfo.InvariantCulture, $"| Link | <{link.Replace("|", "%7C", StringComparison.Ordinal).Replace("@", "%40", StringComparison.Ordinal)}> |\n");
        }

        Row("Id", incident.Id.ToString());
        foreach (string section in (string[])["What happened", "Impact", "Cause", "What we change"])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {section}\n\n_To be written._\n");
        }
    }

    private void WriteTimeline()
    {
        text.Append("\n## Timeline\n\nTimes are UTC.\n\n");
        foreach (Transition line in details.Timeline)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Time(line.At)}: **{Words(line.Kind)}** by {MarkdownText.Line(CauseOf(line))}\n");
            if (!string.IsNullOrWhiteSpace(line.Comment))
            {
                text.Append('\n').Append(MarkdownText.Quotation(line.Comment, "  ")).Append('\n');
            }

            WriteChanges(line.Changes);
        }

        if (details.LinesLeftOut > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{details.LinesLeftOut} further lines are not shown: the first one is, and the newest ones.\n");
        }
    }

    private void WriteChanges(IncidentChanges? changes)
    {
        Changed("urgency", changes?.UrgencyWas?.ToText(), changes?.UrgencyIs?.ToText());
        Changed("title", changes?.TitleWas, changes?.TitleIs);
        Changed("description", changes?.DescriptionWas, changes?.DescriptionIs);
        if (changes?.Joined is { Length: > 0 } joined)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - joined: {MarkdownText.Line(joined)}\n");
        }
    }

    private void Changed(string name, string? was, string? now)
    {
        if (now is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {name}: {MarkdownText.Line(was ?? string.Empty)} → {MarkdownText.Line(now)}\n");
        }
    }

    private void WriteDeliveries(DeliveryRow[] deliveries)
    {
        text.Append("\n## Who was told\n\n");
        if (deliveries.Length == 0)
        {
            text.Append("Nobody: there is no delivery of this incident.\n");
            return;
        }

        text.Append("| Created | Event | Destination | State | Delivered or given up | Tries |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (DeliveryRow row in deliveries)
        {
            string destination = row.Destination.Length == 0 ? "no route" : MarkdownText.Line(row.Destination);
            text.Append(CultureInfo.InvariantCulture,
                $"| {Time(row.CreatedAt)} | {row.Event} | {destination} | {row.State.ToText()} | {(row.FinishedAt is long at ? Time(at) : string.Empty)} | {row.Tries} |\n");
        }
    }

    private void WriteTexts(string? body)
    {
        if (details.Description.Length > 0)
        {
            Fold("Description", details.Description);
        }

        if (body is not null && body != details.Description)
        {
            Fold("Payload of the call that opened it", body);
        }
    }

    /// <summary>Writes a folded section. HTML ends at the blank line; Markdown follows, and the end tag stands on its own line.</summary>
    private void Fold(string name, string what)
    {
        bool isJson = what.AsSpan().TrimStart() is ['{' or '[', ..];
        text.Append(CultureInfo.InvariantCulture, $"\n<details>\n<summary>{name}</summary>\n\n{MarkdownText.Block(what, isJson ? "json" : string.Empty)}\n</details>\n");
    }

    private void Row(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {MarkdownText.Line(value)} |\n");
        }
    }

    private Transition? First(TransitionKind kind) => details.Timeline.Select(static line => (Transition?)line).FirstOrDefault(line => line!.Value.Kind == kind);

    private static string Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Formats a duration for people.</summary>
    public static string Length(long milliseconds)
    {
        var length = TimeSpan.FromMilliseconds(Math.Max(0, milliseconds));
        return length.TotalDays >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalDays} d {length.Hours} h")
            : length.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{length.Hours} h {length.Minutes} min")
            : length.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{length.Minutes} min {length.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{length.Seconds} s");
    }

    private static string CauseOf(Transition line) => line.Origin switch
    {
        TransitionOrigin.Expiry => "its own time to end",
        TransitionOrigin.MaintenanceEnd => "the end of the maintenance",
        _ => line.Cause,
    };

    private static string Words(TransitionKind kind) => kind switch
    {
        TransitionKind.Suppressed => "held by a maintenance",
        TransitionKind.ResolveLate => "resolve came late",
        TransitionKind.ResolveWithheld => "not a recovery",
        TransitionKind.DeliveryFailed => "delivery failed",
        _ => kind.ToText(),
    };
}
