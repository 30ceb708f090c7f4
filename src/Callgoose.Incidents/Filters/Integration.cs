using System.Text.Json;
using Callgoose.Payloads;

namespace Callgoose.Incidents;

/// <summary>
/// One monitoring tool: the reader of its payload and its API filters. The source generator derives one sealed class
/// from this for each schema file.
/// </summary>
/// <remarks>Instances hold nothing of the payloads but the layouts that they have learned, and may be used from any thread.</remarks>
public abstract class Integration
{
    /// <summary>The name by which <c>from</c> chooses the integration, ASCII case ignored (Catalog/README.md 6).</summary>
    public abstract string Name { get; }

    /// <summary>Further names; <c>*</c> stands for every source that nothing else is named after.</summary>
    public abstract IReadOnlyList<string> Aliases { get; }

    /// <summary>What the integration is, for people.</summary>
    public abstract string Description { get; }

    /// <summary>The tool's own body template, or null if the schema file gives none.</summary>
    public abstract string? Template { get; }

    /// <summary>Payloads that pass a trigger filter, as compact JSON; empty if the schema file gives none.</summary>
    public abstract IReadOnlyList<string> TriggerSamples { get; }

    /// <summary>Payloads that pass a resolve filter, as compact JSON; empty if the schema file gives none.</summary>
    public abstract IReadOnlyList<string> ResolveSamples { get; }

    /// <summary>The names of the request headers at which its filters look: they stand in an object payload as members of these names behind <c>@</c>.</summary>
    public virtual IReadOnlyList<string> Headers => [];

    /// <summary>Reads a JSON body and runs the filters over it.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="scratch">Room for unescaped text, which <paramref name="match"/> may point into afterwards.</param>
    /// <param name="match">Gets the filters that pass. What already passed in it is kept: the first one decides.</param>
    /// <returns>What is wrong with the body; then <paramref name="match"/> is unchanged.</returns>
    public abstract PayloadError Match(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match);

    /// <summary>As <see cref="Match"/>, and gives a verdict on each element of each list that filters look at one by one (<c>each</c>, Catalog/README.md 3).</summary>
    /// <param name="body">As in <see cref="Match"/>.</param>
    /// <param name="scratch">As in <see cref="Match"/>; what is taken from it for an element is given back before the next one.</param>
    /// <param name="sink">Gets the verdicts on the elements. If there is an error afterwards they mean nothing.</param>
    /// <param name="match">As in <see cref="Match"/>: gets the filters that look at the whole payload.</param>
    /// <returns>What is wrong with the body, which may be that a list has more than <see cref="ElementCursor.MaxElements"/> elements.</returns>
    public virtual PayloadError MatchEach(ReadOnlySpan<byte> body, ScratchBuffer scratch, IElementSink sink, ref FilterMatch match) => Match(body, scratch, ref match);

    /// <summary>Runs the filters over a body that has no keys: one that is empty or not JSON (ProcessApi.md 3).</summary>
    /// <param name="text">The body, which is valid UTF-8.</param>
    /// <param name="scratch">As in <see cref="Match"/>.</param>
    /// <param name="match">As in <see cref="Match"/>.</param>
    public abstract void MatchText(ReadOnlySpan<byte> text, ScratchBuffer scratch, ref FilterMatch match);

    /// <summary>Writes a payload as its schema file describes it: the keys of the file, in its order. Without a description it is written as it is.</summary>
    /// <param name="body">The payload, without a byte order mark.</param>
    /// <param name="json">Where to.</param>
    /// <exception cref="JsonException">The payload is not JSON.</exception>
    public virtual void WritePayload(ReadOnlySpan<byte> body, Utf8JsonWriter json) => json.WriteRawValue(body);
}
