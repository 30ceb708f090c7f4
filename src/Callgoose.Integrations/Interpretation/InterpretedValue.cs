using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>Takes a value from a payload or an element (Catalog/README.md 3).</summary>
/// <param name="options">The options to try, in order; none if the file has no value.</param>
internal sealed class InterpretedValue(InterpretedOption[] options)
{
    /// <summary>The incident key.</summary>
    public ReadOnlySpan<byte> Key(NoKey noKey, scoped in PayloadView view, ScratchBuffer scratch, out KeyFault fault)
    {
        var reader = new KeyReader(noKey, scratch);
        foreach (InterpretedOption option in options)
        {
            for (int i = 0; i < option.Keys.Length; i++)
            {
                reader.Part(FilterText.Between(option.Keys[i].Of(view).GetScalarText(scratch), option.After, option.Before), option.Templates[i]);
            }

            reader.End();
        }

        fault = reader.Fault;
        return reader.Key;
    }

    /// <summary>The first text that is not empty.</summary>
    public ReadOnlySpan<byte> Text(scoped in PayloadView view, ScratchBuffer scratch)
    {
        foreach (InterpretedOption option in options)
        {
            ReadOnlySpan<byte> text = option.Around.Length > 0 ? Made(option, view, scratch)
                : option.Of is null ? option.Keys[0].Of(view).GetScalarText(scratch)
                : option.Of.First(option.Keys[0], view, scratch);
            if (!text.IsEmpty)
            {
                return text;
            }
        }

        return default;
    }

    private static ReadOnlySpan<byte> Made(InterpretedOption option, scoped in PayloadView view, ScratchBuffer scratch)
    {
        var made = new MadeText(scratch);
        for (int i = 0; i < option.Keys.Length; i++)
        {
            made.Around(option.Around[i]);
            made.Value(option.Keys[i].Of(view).GetScalarText(scratch));
        }

        made.Around(option.Around[^1]);
        return made.Text;
    }

    /// <summary>The same as <see cref="Text"/>; for the elements of a list the newest time.</summary>
    public ReadOnlySpan<byte> Time(scoped in PayloadView view, ScratchBuffer scratch)
    {
        foreach (InterpretedOption option in options)
        {
            ReadOnlySpan<byte> text = option.Of is null ? option.Keys[0].Of(view).GetScalarText(scratch) : option.Of.Newest(option.Keys[0], view, scratch);
            if (!text.IsEmpty)
            {
                return text;
            }
        }

        return default;
    }

    /// <summary>The urgency of the value; for the elements of a list the highest one.</summary>
    public Urgency? Urgency(UrgencyMap map, scoped in PayloadView view, ScratchBuffer scratch)
    {
        foreach (InterpretedOption option in options)
        {
            Urgency? found = option.Of is null
                ? map.MostUrgent(null, option.Keys[0].Of(view).GetScalarText(scratch))
                : option.Of.MostUrgent(option.Keys[0], map, view, scratch);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
