using System.Text;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>A condition with its texts as UTF-8 (Catalog/README.md 1 and 2).</summary>
internal sealed class InterpretedCondition
{
    private readonly ConditionOperator operation;
    private readonly bool takesContainers;
    private readonly bool ignoresCase;
    private readonly byte[][] texts;
    private readonly TextExpression[] expressions;

    /// <summary>Converts a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="key">Its key; null to search the raw payload.</param>
    /// <param name="lists">For a condition that is an alternative of lists: the lists, of which one must hold.</param>
    public InterpretedCondition(ConditionSchema condition, InterpretedKey? key, InterpretedCondition[][] lists)
    {
        operation = condition.Operator;
        takesContainers = condition.TakesContainers;
        ignoresCase = condition.IgnoreCase;
        texts = [.. condition.Texts.Select(text => Encoding.UTF8.GetBytes(ignoresCase ? AsciiCase.Fold(text) : text))];
        expressions = operation == ConditionOperator.Matches
            ? [.. condition.Texts.Select(text => new TextExpression([.. ExpressionParser.Parse(text, ignoresCase, out _)!.ToNumbers()]))]
            : [];
        Key = key;
        Lists = lists;
    }

    /// <summary>The key, or null.</summary>
    public InterpretedKey? Key { get; }

    /// <summary>The lists of which one must hold; none if the condition stands alone.</summary>
    public InterpretedCondition[][] Lists { get; }

    /// <summary>Tells whether all of some conditions hold.</summary>
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

    /// <summary>Tells whether the condition holds for a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">Its text, created once for all conditions that read it.</param>
    /// <param name="scratch">A buffer for texts without case.</param>
    public bool Holds(Utf8Value value, ReadOnlySpan<byte> text, ScratchBuffer scratch) => operation switch
    {
        ConditionOperator.Absent => !value.IsPresent,
        ConditionOperator.None => !value.IsPresent || !Any(value, Folded(text, scratch)),
        _ when !value.IsPresent => false,
        _ when texts.Length == 0 => true,
        ConditionOperator.Contains => HasAll(text, scratch),
        _ => (takesContainers || value.IsScalar) && Any(value, Folded(text, scratch)),
    };

    /// <summary>Tells whether the condition holds, by itself or through one of its lists.</summary>
    public bool Holds(scoped in PayloadView view, ScratchBuffer scratch)
    {
        if (operation == ConditionOperator.OneOfLists)
        {
            foreach (InterpretedCondition[] list in Lists)
            {
                if (AllHold(list, view, scratch))
                {
                    return true;
                }
            }

            return false;
        }

        if (Key is null)
        {
            return HasAll(view.Raw, scratch);
        }

        Utf8Value value = Key.Of(view);
        return Holds(value, value.GetText(scratch), scratch);
    }

    /// <summary>Tells whether a text contains all texts of the condition.</summary>
    private bool HasAll(ReadOnlySpan<byte> text, ScratchBuffer scratch)
    {
        text = Folded(text, scratch);
        foreach (byte[] item in texts)
        {
            if (!FilterText.Contains(text, item))
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<byte> Folded(ReadOnlySpan<byte> text, ScratchBuffer scratch) => ignoresCase ? FilterText.Fold(text, scratch) : text;

    private bool Any(Utf8Value value, ReadOnlySpan<byte> text)
    {
        foreach (TextExpression expression in expressions)
        {
            if (expression.Matches(text))
            {
                return true;
            }
        }

        foreach (byte[] item in operation == ConditionOperator.Matches ? [] : texts)
        {
            bool passes = operation switch
            {
                ConditionOperator.EqualsAny => NumberText.Equals(value, text, item),
                ConditionOperator.StartsWithAny => FilterText.StartsWith(text, item),
                ConditionOperator.EndsWithAny => FilterText.EndsWith(text, item),
                ConditionOperator.Above => NumberText.IsAbove(text, item),
                ConditionOperator.AtLeast => NumberText.IsAtLeast(text, item),
                ConditionOperator.Below => NumberText.IsBelow(text, item),
                ConditionOperator.AtMost => NumberText.IsAtMost(text, item),
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
