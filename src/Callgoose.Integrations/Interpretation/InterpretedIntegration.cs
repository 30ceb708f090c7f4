using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>An integration whose schema file was given at run time: the same meaning as a compiled one, by tables instead of code.</summary>
/// <remarks>Allocates nothing for a payload: what it finds is kept in the scratch buffer.</remarks>
internal sealed class InterpretedIntegration : Integration
{
    private readonly IntegrationSchema schema;
    private readonly PlaceNode root;
    private readonly InterpretedFilters filters;
    private readonly LayoutCache layouts = new();

    /// <summary>For each key the slots to look at, in order.</summary>
    private readonly int[][] slotsOfKey;
    private readonly int slotCount;

    /// <summary>Makes the tables of a schema file.</summary>
    public InterpretedIntegration(IntegrationSchema schema)
    {
        this.schema = schema;
        var tree = KeyTree.Of(schema);
        var slots = new Dictionary<KeyPlace, int>();
        root = new PlaceNode(tree.Root, slots);
        slotCount = slots.Count;
        slotsOfKey = [.. tree.Places.Select(pair => pair.Value.Select(place => slots[place]).ToArray())];
        filters = new InterpretedFilters(schema, [.. tree.Places.Keys]);
        if (schema.Template is string template)
        {
            layouts.LearnTemplate(template, new InterpretedPayload(root, new ValueLocation[slotCount]));
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
    public override PayloadError Match(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match)
    {
        Span<ValueLocation> slots = TakeSlots(scratch);
        var payload = new InterpretedPayload(root, slots);
        PayloadError error = layouts.Read(body, scratch, ref payload);
        if (error.IsNone)
        {
            Run(body, slots, scratch, ref match);
        }

        return error;
    }

    /// <inheritdoc/>
    public override void MatchText(ReadOnlySpan<byte> text, ScratchBuffer scratch, ref FilterMatch match) =>
        Run(text, TakeSlots(scratch), scratch, ref match);

    private Span<ValueLocation> TakeSlots(ScratchBuffer scratch)
    {
        Span<ValueLocation> slots = MemoryMarshal.Cast<byte, ValueLocation>(scratch.Take(slotCount * Unsafe.SizeOf<ValueLocation>()));
        slots.Clear();
        return slots;
    }

    private void Run(ReadOnlySpan<byte> body, ReadOnlySpan<ValueLocation> slots, ScratchBuffer scratch, ref FilterMatch match)
    {
        Span<Outcome> outcomes = MemoryMarshal.Cast<byte, Outcome>(scratch.Take(filters.Conditions.Length));
        outcomes.Clear();
        foreach (InterpretedPart part in filters.Parts)
        {
            bool isDecided = part.IsTrigger ? match.Trigger.Passed : match.Resolve.Passed;
            if (isDecided || !AllHold(part.Conditions, body, slots, outcomes, scratch))
            {
                continue;
            }

            if (part.IsTrigger)
            {
                match.Trigger.Filter = part.Filter;
                match.Trigger.Urgency = part.Urgency;
                match.Trigger.Key = Scalar(part.MappedWith, body, slots, scratch);
                match.Trigger.Title = Scalar(part.Title, body, slots, scratch);
                match.Trigger.Description = Scalar(part.Description, body, slots, scratch);
                match.Trigger.OccurredAt = Scalar(part.OccurredAt, body, slots, scratch);
                match.Trigger.IsTimed = schema.OccurredAt.Trigger is not null;
            }
            else
            {
                match.Resolve.Filter = part.Filter;
                match.Resolve.Key = Scalar(part.MappedWith, body, slots, scratch);
                match.Resolve.OccurredAt = Scalar(part.OccurredAt, body, slots, scratch);
                match.Resolve.IsTimed = schema.OccurredAt.Trigger is not null;
            }
        }
    }

    private bool AllHold(
        int[] conditions, ReadOnlySpan<byte> body, ReadOnlySpan<ValueLocation> slots, Span<Outcome> outcomes, ScratchBuffer scratch)
    {
        foreach (int condition in conditions)
        {
            if (outcomes[condition] == Outcome.Unknown)
            {
                Decide(condition, body, slots, outcomes, scratch);
            }

            if (outcomes[condition] == Outcome.Fails)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Decides a condition and with it all others of its key, so that the text of a value is made once.</summary>
    private void Decide(int condition, ReadOnlySpan<byte> body, ReadOnlySpan<ValueLocation> slots, Span<Outcome> outcomes, ScratchBuffer scratch)
    {
        int key = filters.Conditions[condition].Key;
        if (key < 0)
        {
            outcomes[condition] = filters.Conditions[condition].HasAll(body) ? Outcome.Holds : Outcome.Fails;
            return;
        }

        Utf8Value value = Value(key, body, slots);
        ReadOnlySpan<byte> text = value.GetText(scratch);
        foreach (int other in filters.ConditionsOfKey[key])
        {
            outcomes[other] = filters.Conditions[other].Holds(value, text) ? Outcome.Holds : Outcome.Fails;
        }
    }

    /// <summary>The value of a key: the first of its places at which something stands.</summary>
    private Utf8Value Value(int key, ReadOnlySpan<byte> body, ReadOnlySpan<ValueLocation> slots)
    {
        foreach (int slot in slotsOfKey[key])
        {
            if (!slots[slot].IsMissing)
            {
                return slots[slot].In(body);
            }
        }

        return default;
    }

    private ReadOnlySpan<byte> Scalar(int key, ReadOnlySpan<byte> body, ReadOnlySpan<ValueLocation> slots, ScratchBuffer scratch) =>
        key < 0 ? default : Value(key, body, slots).GetScalarText(scratch);
}
