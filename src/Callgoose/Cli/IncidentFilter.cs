using System.CommandLine;
using Callgoose.Configuration;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>The options that select incidents: the conditions of <c>GET /v1/incidents</c>.</summary>
internal sealed class IncidentFilter
{
    private readonly Option<string?> state = new("--state") { Description = "Only incidents in this state; active is triggered or acknowledged." };
    private readonly Option<string?> urgency = new("--urgency") { Description = "Only of this urgency; P1 to P3 count as high." };
    private readonly Option<string?> service = new("--service") { HelpName = "S", Description = "Only of this service." };
    private readonly Option<string?> source = new("--source") { HelpName = "S", Description = "Only incidents with this source." };
    private readonly Option<string?> search = new("--search") { HelpName = "TEXT", Description = "Only with this text in the title or the incident key; upper and lower case are alike." };
    private readonly Option<string?> since = new("--since") { HelpName = "AGE", Description = "Only triggered within this time, such as 1h or 7d." };
    private readonly Option<string?> olderThan = new("--older-than") { HelpName = "AGE", Description = "Only triggered longer ago, such as 1h or 7d." };

    /// <summary>Creates the options.</summary>
    public IncidentFilter()
    {
        state.AcceptOnlyFromAmong("active", "triggered", "acknowledged", "resolved", "suppressed");
        urgency.AcceptOnlyFromAmong("high", "low");
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[state, urgency, service, source, search, since, olderThan])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether any of them was given.</summary>
    public bool IsGiven(ParseResult parsed) => ((Option[])[state, urgency, service, source, search, since, olderThan]).Any(option => parsed.GetResult(option) is not null);

    /// <summary>Returns the query that the options describe.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="limit">The maximum number of incidents.</param>
    /// <param name="otherwise">The default state.</param>
    /// <exception cref="UsageException">A duration is invalid.</exception>
    public IncidentQuery Read(ParseResult parsed, int limit, IncidentStateFilter? otherwise = null) => new()
    {
        State = parsed.GetValue(state) is string text ? Enum.Parse<IncidentStateFilter>(text, ignoreCase: true) : otherwise,
        IsHigh = parsed.GetValue(urgency) is string wanted ? wanted == "high" : null,
        Service = parsed.GetValue(service),
        Source = parsed.GetValue(source),
        Search = parsed.GetValue(search) is { Length: > 0 } words ? words : null,
        Since = Back(parsed.GetValue(since), "--since"),
        Until = Back(parsed.GetValue(olderThan), "--older-than"),
        Limit = limit,
    };

    private static long? Back(string? age, string option) =>
        age is null ? null
        : Duration.TryParse(age, out TimeSpan back) ? TimeProvider.System.GetUtcNow().Subtract(back).ToUnixTimeMilliseconds()
        : throw new UsageException($"{option} is not a duration; {Duration.Form}, such as 24h.");
}
