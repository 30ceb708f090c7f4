using Callgoose.Incidents;

namespace Callgoose.Storage.Maintenances;

/// <summary>
/// A maintenance of a service that a person began while the server runs (ProcessApi.md 7). The maintenances of the configuration file are
/// not stored here.
/// </summary>
public sealed record ServiceMaintenance
{
    /// <summary>How long a maintenance is listed after its end.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The maximum number of stored maintenances, including ended ones: each call looks through those of its services.</summary>
    public const int Most = 1000;

    /// <summary>The maximum length of a reason, in characters.</summary>
    public const int MaxReasonCharacters = 500;

    /// <summary>The maximum number of tag filters, and of texts in each of them.</summary>
    public const int MaxTags = 20;

    /// <summary>The maximum length of a text of a tag filter, in characters.</summary>
    public const int MaxTagCharacters = 200;

    /// <summary>Its id.</summary>
    public required TimeOrderedId Id { get; init; }

    /// <summary>The name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The first moment, in Unix milliseconds (UTC).</summary>
    public required long From { get; init; }

    /// <summary>The first moment after it, in Unix milliseconds (UTC).</summary>
    public required long Until { get; init; }

    /// <summary>
    /// The tag filters. A filter is a list of texts that must all appear in a payload; a call is held if all texts of any filter appear.
    /// Empty: the maintenance covers the whole service.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Tags { get; init; } = [];

    /// <summary>The reason; may be empty.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Who began it: the name of a token, or where the command ran.</summary>
    public string BegunBy { get; init; } = string.Empty;

    /// <summary>What is wrong with the texts and times, as a sentence; null if nothing is.</summary>
    public string? Fault =>
        Until <= From ? "The maintenance ends before it begins; give a later end."
        : Until - From > (long)TimeSpan.FromDays(366).TotalMilliseconds ? "A maintenance lasts a year at most; disable the service in the configuration instead."
        : Reason.Length > MaxReasonCharacters ? $"The reason has more than {MaxReasonCharacters} characters; shorten it."
        : Reason.Any(char.IsControl) ? "The reason has a control character; write one line of text."
        : Tags.Count > MaxTags || Tags.Any(static filter => filter.Count > MaxTags) ? $"There are more than {MaxTags} tag filters, or texts in one; leave some out."
        : Tags.Any(static filter => filter.Count == 0 || filter.Any(static text => text.Trim().Length == 0)) ? "A tag filter has no text, or a blank one, and would hold every call; leave it out for the whole service."
        : Tags.Any(static filter => filter.Any(static text => text.Length > MaxTagCharacters)) ? $"A text of a tag filter has more than {MaxTagCharacters} characters; shorten it."
        : null;
}
