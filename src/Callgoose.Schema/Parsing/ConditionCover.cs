namespace Callgoose.Schema;

/// <summary>Tells from conditions alone whether one <c>when</c> holds whenever another does, which makes a later filter unreachable.</summary>
/// <remarks>A yes is always correct. Some cases are not detected: conditions that cover another one only together.</remarks>
internal static class ConditionCover
{
    /// <summary>True if every condition of <paramref name="weaker"/> holds whenever those of <paramref name="stronger"/> do.</summary>
    public static bool Covers(EquatableArray<ConditionSchema> weaker, EquatableArray<ConditionSchema> stronger) =>
        weaker.All(wanted => wanted.IsCatchAll
            || wanted.Lists.Any(list => Covers(list, stronger))
            || stronger.Any(given => given == wanted || (given.Key == wanted.Key && AreComparable(given, wanted) && Implies(given, wanted))));

    /// <summary>
    /// Tells whether knowledge about texts applies to both: not if only one ignores case, nor for expressions, lists, and equal numbers in
    /// two notations.
    /// </summary>
    private static bool AreComparable(ConditionSchema given, ConditionSchema wanted) =>
        given.Operator is not (ConditionOperator.Matches or ConditionOperator.OneOfLists) && wanted.Operator is not (ConditionOperator.Matches or ConditionOperator.OneOfLists)
        && (Conditions.AsksForPresence(wanted)
            || (!given.IgnoreCase && !wanted.IgnoreCase && !(given.Operator == ConditionOperator.EqualsAny && wanted.Operator != ConditionOperator.EqualsAny && given.Texts.Any(SchemaConditions.IsNumber))));

    private static bool Implies(ConditionSchema given, ConditionSchema wanted) => wanted.Operator switch
    {
        ConditionOperator.Above or ConditionOperator.AtLeast or ConditionOperator.Below or ConditionOperator.AtMost => ImpliesNumber(given, wanted),
        ConditionOperator.Contains => wanted.Texts.Count == 0
            ? Conditions.RequiresValue(given)
            : wanted.Texts.All(text => IsSureToContain(given, text)),
        ConditionOperator.Exists => Conditions.RequiresValue(given),
        ConditionOperator.Absent => given.Operator == ConditionOperator.Absent,
        ConditionOperator.Any => wanted.Texts.Any(text => IsSureToContain(given, text))
            || (Conditions.IsOneOf(given) && given.Texts.All(option => wanted.Texts.Any(option.Contains))),
        ConditionOperator.None => given.Operator switch
        {
            ConditionOperator.Absent => true,
            ConditionOperator.None => wanted.Texts.All(text => given.Texts.Any(text.Contains)),
            ConditionOperator.EqualsAny => given.Texts.All(option => !wanted.Texts.Any(option.Contains)),
            _ => false,
        },
        ConditionOperator.EqualsAny => given.Operator == ConditionOperator.EqualsAny && given.Texts.All(wanted.Texts.Contains),
        ConditionOperator.StartsWithAny => given.Operator is ConditionOperator.EqualsAny or ConditionOperator.StartsWithAny
            && given.Texts.All(option => wanted.Texts.Any(text => option.StartsWith(text, StringComparison.Ordinal))),
        ConditionOperator.EndsWithAny => given.Operator is ConditionOperator.EqualsAny or ConditionOperator.EndsWithAny
            && given.Texts.All(option => wanted.Texts.Any(text => option.EndsWith(text, StringComparison.Ordinal))),
        _ => false,
    };

    private static bool ImpliesNumber(ConditionSchema given, ConditionSchema wanted)
    {
        if (!given.ComparesNumbers)
        {
            return false;
        }

        int order = DecimalText.Compare(DecimalText.Parse(given.Texts[0])!.Value, DecimalText.Parse(wanted.Texts[0])!.Value);
        return wanted.Operator switch
        {
            ConditionOperator.Above => (given.Operator == ConditionOperator.Above && order >= 0) || (given.Operator == ConditionOperator.AtLeast && order > 0),
            ConditionOperator.AtLeast => given.Operator is ConditionOperator.Above or ConditionOperator.AtLeast && order >= 0,
            ConditionOperator.Below => (given.Operator == ConditionOperator.Below && order <= 0) || (given.Operator == ConditionOperator.AtMost && order < 0),
            _ => given.Operator is ConditionOperator.Below or ConditionOperator.AtMost && order <= 0,
        };
    }

    /// <summary>Tells whether every value that passes a condition contains a text.</summary>
    private static bool IsSureToContain(ConditionSchema given, string text) => given.Operator == ConditionOperator.Contains
        ? given.Texts.Any(longer => longer.Contains(text))
        : Conditions.IsOneOf(given) && given.Texts.All(option => option.Contains(text));
}
