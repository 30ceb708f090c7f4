using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>An integration whose schema file was given at run time. It means the same as a compiled one, but uses tables instead of code.</summary>
/// <remarks>Allocates nothing for a payload: its results are in the scratch buffer.</remarks>
internal sealed class InterpretedIntegration : Integration
{
    private readonly IntegrationSchema schema;
    private readonly InterpretedScope scope;
    private readonly InterpretedFilters filters;

    /// <summary>For each list, the filters for its elements.</summary>
    private readonly InterpretedFilters[] filtersOfElements;
    private readonly LayoutCache layouts = new();

    /// <summary>The keys whose text is read as JSON.</summary>
    private readonly InterpretedKey[] parsed;

    /// <summary>Builds the tables of a schema file.</summary>
    public InterpretedIntegration(IntegrationSchema schema)
    {
        this.schema = schema;
        var keys = new InterpretedKeys(schema);
        var noKey = new NoKey(keys.Template.Marks, [.. schema.NoKey]);
        scope = keys.Root;
        parsed = [.. schema.Parse.Select(key => keys.Find(null, key))];
        Headers = schema.Headers;
        filters = new InterpretedFilters(schema, keys, noKey, null);
        filtersOfElements =
            [.. schema.Filters.Select(static filter => filter.Each).OfType<string>().Distinct().Select(list => new InterpretedFilters(schema, keys, noKey, list))];
        if (schema.Template is string template)
        {
            layouts.LearnTemplate(template, new InterpretedPayload(scope.Root, new ValueLocation[scope.SlotCount]));
        }
    }

    /// <summary>The schema file.</summary>
    public IntegrationSchema Schema => schema;

    /// <inheritdoc/>
    public override string Name => schema.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => schema.Aliases;

    /// <inheritdoc/>
    public override string Description => schema.Description;

    /// <inheritdoc/>
    public override string? Template => schema.Template;

    /// <inheritdoc/>
    public override IReadOnlyList<string> TriggerSamples => schema.Samples.Trigger;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ResolveSamples => schema.Samples.Resolve;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Headers { get; }

    /// <inheritdoc/>
    public override PayloadError Match(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match)
    {
        Span<ValueLocation> slots = Slots.Take(scope.SlotCount, scratch);
        PayloadError error = Read(ref body, slots, scratch);
        if (error.IsNone)
        {
            filters.Run(new PayloadView(body, slots) { IsJson = true }, scratch, ref match);
        }

        return error;
    }

    /// <inheritdoc/>
    public override PayloadError MatchEach(ReadOnlySpan<byte> body, ScratchBuffer scratch, IElementSink sink, ref FilterMatch match)
    {
        Span<ValueLocation> slots = Slots.Take(scope.SlotCount, scratch);
        PayloadError error = Read(ref body, slots, scratch);
        if (!error.IsNone)
        {
            return error;
        }

        var view = new PayloadView(body, slots) { IsJson = true };
        filters.Run(view, scratch, ref match);
        foreach (InterpretedFilters ofElements in filtersOfElements)
        {
            if (!RunEach(ofElements, ofElements.List!, view, scratch, sink))
            {
                return new PayloadError(PayloadErrorKind.TooManyElements, 0);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public override void MatchText(ReadOnlySpan<byte> text, ScratchBuffer scratch, ref FilterMatch match) =>
        filters.Run(new PayloadView(text, Slots.Take(scope.SlotCount, scratch)), scratch, ref match);

    /// <summary>Reads the payload, and reads it again for each text in it that is JSON.</summary>
    private PayloadError Read(ref ReadOnlySpan<byte> body, Span<ValueLocation> slots, ScratchBuffer scratch)
    {
        var payload = new InterpretedPayload(scope.Root, slots);
        PayloadError error = layouts.Read(body, scratch, ref payload);
        foreach (InterpretedKey key in parsed)
        {
            if (error.IsNone && JsonInText.TryUnwrap(ref body, key.Of(new PayloadView(body, slots)), scratch))
            {
                slots.Clear();
                error = layouts.Read(body, scratch, ref payload);
            }
        }

        return error;
    }

    /// <returns>False if there are too many elements.</returns>
    private static bool RunEach(InterpretedFilters ofElements, InterpretedList list, scoped in PayloadView payload, ScratchBuffer scratch, IElementSink sink)
    {
        ReadOnlySpan<byte> text = list.TextIn(payload);
        Span<ValueLocation> slots = Slots.Take(list.Scope.SlotCount, scratch);
        var cursor = new ElementCursor(text, scratch);
        while (cursor.MoveNext())
        {
            if (cursor.Index == ElementCursor.MaxElements)
            {
                return false;
            }

            (int Chunks, int Used) mark = scratch.Mark();
            list.Read(ref cursor, slots);
            FilterMatch match = default;
            match.Element = cursor.Current;
            ofElements.Run(payload.At(text, slots, cursor.Current), scratch, ref match);
            sink.Add(cursor.Index, match);
            scratch.Release(mark);
        }

        return true;
    }
}
