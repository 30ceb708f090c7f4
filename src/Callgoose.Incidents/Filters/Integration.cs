using System.Text.Json;
using Callgoose.Payloads;

namespace Callgoose.Incidents;

/// <summary>
/// One monitoring tool: the reader of its payload and its API filters. The source generator creates one sealed subclass for each schema
/// file.
/// </summary>
/// <remarks>Instances keep nothing of the payloads except the layouts that they have learned, and may be used from any thread.</remarks>
public abstract class Integration
{
    /// <summary>The name with which <c>from</c> selects the integration, ignoring ASCII case (Catalog/README.md 6).</summary>
    public abstract string Name { get; }

    /// <summary>Further names; <c>*</c> means every source that no other integration is named after.</summary>
    public abstract IReadOnlyList<string> Aliases { get; }

    /// <summary>A description of the integration, for people.</summary>
    public abstract string Description { get; }

    /// <summary>The tool's own body template, or null if the schema file gives none.</summary>
    public abstract string? Template { get; }

    /// <summary>Payloads that pass a trigger filter, as compact JSON; empty if the schema file gives none.</summary>
    public abstract IReadOnlyList<string> TriggerSamples { get; }

    /// <summary>Payloads that pass a resolve filter, as compact JSON; empty if the schema file gives none.</summary>
    public abstract IReadOnlyList<string> ResolveSamples { get; }

    /// <summary>The names of the request headers that its filters read. An object payload has them as members with these names after <c>@</c>.</summary>
    public virtual IReadOnlyList<string> Headers => [];

    /// <summary>Reads a JSON body and runs the filters over it.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="scratch">A buffer for unescaped text, which <paramref name="match"/> may point into afterwards.</param>
    /// <param name="match">Receives the filters that pass. It keeps filters that have already passed: the first one decides.</param>
    /// <returns>What is wrong with the body; then <paramref name="match"/> is unchanged.</returns>
    public abstract PayloadError Match(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match);

    /// <summary>
    /// Does the same as <see cref="Match"/>, and also returns a result for each element of each list that filters evaluate one by one
    /// (<c>each</c>, Catalog/README.md 3).
    /// </summary>
    /// <param name="body">As in <see cref="Match"/>.</param>
    /// <param name="scratch">As in <see cref="Match"/>; the part that is used for an element is released before the next one.</param>
    /// <param name="sink">Receives the results for the elements. If an error follows, ignore them.</param>
    /// <param name="match">As in <see cref="Match"/>: receives the filters for the whole payload.</param>
    /// <returns>What is wrong with the body; a list may have more than <see cref="ElementCursor.MaxElements"/> elements.</returns>
    public virtual PayloadError MatchEach(ReadOnlySpan<byte> body, ScratchBuffer scratch, IElementSink sink, ref FilterMatch match) => Match(body, scratch, ref match);

    /// <summary>Runs the filters over a body without keys: one that is empty or not JSON (ProcessApi.md 3).</summary>
    /// <param name="text">The body, which is valid UTF-8.</param>
    /// <param name="scratch">As in <see cref="Match"/>.</param>
    /// <param name="match">As in <see cref="Match"/>.</param>
    public abstract void MatchText(ReadOnlySpan<byte> text, ScratchBuffer scratch, ref FilterMatch match);

    /// <summary>
    /// Writes a payload as its schema file describes it: the keys of the file, in its order. Without a description it writes the payload
    /// unchanged.
    /// </summary>
    /// <param name="body">The payload, without a byte order mark.</param>
    /// <param name="json">The writer.</param>
    /// <exception cref="JsonException">The payload is not JSON.</exception>
    public virtual void WritePayload(ReadOnlySpan<byte> body, Utf8JsonWriter json) => json.WriteRawValue(body);
}
