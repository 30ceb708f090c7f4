using System.Text;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>A condition with its texts as UTF-8 (schema.md 1, 3 and 4).</summary>
internal sealed class InterpretedCondition
{
    private readonly ConditionOperator operation;
    private readonly bool takesContainers;
    private readonly byte[][] texts;

    /// <summary>Takes a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="key">Its key; null to search the raw payload.</param>
    public InterpretedCondition(ConditionSchema condition, InterpretedKey? key)
    {
        operation = condition.Operator;
        takesContainers = condition.TakesContainers;
        texts = [.. condition.Texts.Select(Encoding.UTF8.GetBytes)];
        Key = key;
    }

    /// <summary>The key, or null.</summary>
    public InterpretedKey? Key { get; }

    /// <summary>Whether all of some conditions hold.</summary>
    public static bool AllHold(InterpretedCondition[] conditions, scoped in PayloadView view, ScratchBuffer scratch)
    {
        foreach (InterpretedCondition condition in conditions)
        {
            if (!condition.Holds(view, scratch))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it holds for a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">Its text, made once however many conditions look into it.</param>
    public bool Holds(Utf8Value value, ReadOnlySpan<byte> text) => operation switch
    {
        ConditionOperator.Absent => !value.IsPresent,
        ConditionOperator.None => !value.IsPresent || !Any(text, operation),
        _ when !value.IsPresent => false,
        _ when texts.Length == 0 => true,
        ConditionOperator.Contains => HasAll(text),
        _ => (takesContainers || value.IsScalar) && Any(text, operation),
    };

    private bool Holds(scoped in PayloadView view, ScratchBuffer scratch)
    {
        if (Key is null)
        {
            return HasAll(view.Raw);
        }

        Utf8Value value = Key.Of(view);
        return Holds(value, value.GetText(scratch));
    }

    /// <summary>Whether all texts stand in the raw payload.</summary>
    public bool HasAll(ReadOnlySpan<byte> text)
    {
        foreach (byte[] item in texts)
        {
            if (!FilterText.Contains(text, item))
            {
                return false;
            }
        }

        return true;
    }

    private bool Any(ReadOnlySpan<byte> text, ConditionOperator test)
    {
        foreach (byte[] item in texts)
        {
            bool passes = test switch
            {
                ConditionOperator.EqualsAny => FilterText.Equals(text, item),
                ConditionOperator.StartsWithAny => FilterText.StartsWith(text, item),
                ConditionOperator.EndsWithAny => FilterText.EndsWith(text, item),
                _ => FilterText.Contains(text, item),
            };
            if (passes)
            {
                return true;
            }
        }

        return false;
    }
}
