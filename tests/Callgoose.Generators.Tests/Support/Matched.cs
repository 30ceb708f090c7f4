using System.Text;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Generators.Tests;

/// <summary>The verdict of filters on a body, kept after the body is gone.</summary>
internal sealed record Matched
{
    public string? Trigger { get; init; }

    public Urgency? Urgency { get; init; }

    public string Key { get; init; } = string.Empty;

    public string Title { get; init; } = string.Empty;

    public string Description { get; init; } = string.Empty;

    public string Link { get; init; } = string.Empty;

    public string TriggeredAt { get; init; } = string.Empty;

    public string? Resolve { get; init; }

    public string ResolveKey { get; init; } = string.Empty;

    public string ResolvedAt { get; init; } = string.Empty;

    /// <summary>Runs the filters of a schema file over a valid body. The reference has to agree.</summary>
    public static Matched By(string schema, string body)
    {
        FilterMatch match = default;
        PayloadError error = CompiledFile.Of(schema).Integration.Match(Encoding.UTF8.GetBytes(body), new ScratchBuffer(), ref match);
        Assert.Equal(default, error);
        var matched = From(match);
        Assert.Equal(From(Evaluator.Evaluate(SchemaParser.Parse(schema).Schema!, PayloadDocument.Parse(Encoding.UTF8.GetBytes(body)))), matched);
        return matched;
    }

    /// <summary>Runs the filters of a schema file over a body that is not JSON.</summary>
    public static Matched ByText(string schema, string text)
    {
        FilterMatch match = default;
        CompiledFile.Of(schema).Integration.MatchText(Encoding.UTF8.GetBytes(text), new ScratchBuffer(), ref match);
        var matched = From(match);
        Assert.Equal(From(Evaluator.Evaluate(SchemaParser.Parse(schema).Schema!, PayloadDocument.FromText(Encoding.UTF8.GetBytes(text)))), matched);
        return matched;
    }

    /// <summary>The verdict of the reference evaluator.</summary>
    public static Matched From(EvaluationResult result) => new()
    {
        Trigger = result.Trigger?.Filter.Name,
        Urgency = result.Trigger is null ? null : Enum.Parse<Urgency>(result.Trigger.Urgency, ignoreCase: true),
        Key = result.Trigger?.Key ?? string.Empty,
        Title = result.Trigger?.Title ?? string.Empty,
        Description = result.Trigger?.Description ?? string.Empty,
        Link = result.Trigger?.Link ?? string.Empty,
        TriggeredAt = result.Trigger?.OccurredAt ?? string.Empty,
        Resolve = result.Resolve?.Filter.Name,
        ResolveKey = result.Resolve?.Key ?? string.Empty,
        ResolvedAt = result.Resolve?.OccurredAt ?? string.Empty,
    };

    public static Matched From(in FilterMatch match) => new()
    {
        Trigger = match.Trigger.Filter,
        Urgency = match.Trigger.Passed ? match.Trigger.Urgency : null,
        Key = Encoding.UTF8.GetString(match.Trigger.Key),
        Title = Encoding.UTF8.GetString(match.Trigger.Title),
        Description = Encoding.UTF8.GetString(match.Trigger.Description),
        Link = Encoding.UTF8.GetString(match.Trigger.Link),
        TriggeredAt = Encoding.UTF8.GetString(match.Trigger.OccurredAt),
        Resolve = match.Resolve.Filter,
        ResolveKey = Encoding.UTF8.GetString(match.Resolve.Key),
        ResolvedAt = Encoding.UTF8.GetString(match.Resolve.OccurredAt),
    };
}
