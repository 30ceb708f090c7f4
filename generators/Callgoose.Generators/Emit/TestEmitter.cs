using Callgoose.Generators.Model;
using Callgoose.Schema;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the tests of conditions as C# expressions that must all be true.</summary>
/// <param name="spec">The specification.</param>
/// <param name="list">The list whose elements keys are relative to, or null.</param>
/// <param name="inPlace">True if there are no local variables for texts, so that each text is created where it is read.</param>
internal sealed class TestEmitter(IntegrationSpec spec, string? list, bool inPlace)
{
    /// <summary>The suffix of the name of a local variable for the text with A to Z in lower case.</summary>
    public const string Folded = "Folded";

    /// <summary>The data that a condition without a key searches.</summary>
    public string Raw => list is null ? "body" : "raw";

    /// <summary>The name of the local variable with the text of a key's value of any kind.</summary>
    public static string TextOf(KeySpec key) => Identifiers.Camel(key.Identifier) + "Text";

    /// <summary>The name of the local variable with the text of a key's value if that is a string, number or boolean.</summary>
    public static string ScalarOf(KeySpec key) => Identifiers.Camel(key.Identifier) + "Scalar";

    /// <summary>The value of a key: the first of its fields with a value.</summary>
    public static string Value(KeySpec key)
    {
        IEnumerable<string> others = key.Candidates.Skip(1).Select(candidate => $".Or({key.Owner}.{candidate})");
        return $"{key.Owner}.{key.Candidates[0]}{string.Concat(others)}";
    }

    /// <summary>The tests of a condition.</summary>
    public IEnumerable<string> Tests(ConditionSchema condition)
    {
        if (condition.Operator == ConditionOperator.OneOfLists)
        {
            return [$"({string.Join("\n    || ", condition.Lists.Select(one => string.Join(" && ", one.SelectMany(Tests))))})"];
        }

        if (condition.Key is null)
        {
            return Each("FilterText.Contains", inPlace ? Fold(Raw, condition) : Raw + (condition.IgnoreCase ? Folded : string.Empty), condition);
        }

        KeySpec key = spec.Key(list, condition.Key);
        string local = condition.IgnoreCase ? Folded : string.Empty;
        string text = inPlace ? Fold($"{Value(key)}.GetText(scratch)", condition) : TextOf(key) + local;
        string scalar = inPlace ? Fold($"{Value(key)}.GetScalarText(scratch)", condition) : ScalarOf(key) + local;
        return condition.Operator switch
        {
            ConditionOperator.Absent => [$"!{Value(key)}.IsPresent"],
            _ when !condition.LooksIntoText => [$"{Value(key)}.IsPresent"],
            ConditionOperator.Contains => Each("FilterText.Contains", text, condition),
            ConditionOperator.None => Each("FilterText.Contains", text, condition).Select(static test => "!" + test),
            ConditionOperator.Any => [OneOf(Each("FilterText.Contains", text, condition))],
            ConditionOperator.EqualsAny => [OneOf(Items(condition).Select(item => SchemaConditions.IsNumber(item)
                ? $"NumberText.Equals({Value(key)}, {scalar}, {Literals.Utf8(item)})"
                : $"FilterText.Equals({scalar}, {Literals.Utf8(item)})"))],
            ConditionOperator.StartsWithAny => [OneOf(Each("FilterText.StartsWith", scalar, condition))],
            ConditionOperator.EndsWithAny => [OneOf(Each("FilterText.EndsWith", scalar, condition))],
            ConditionOperator.Above => Each("NumberText.IsAbove", scalar, condition),
            ConditionOperator.AtLeast => Each("NumberText.IsAtLeast", scalar, condition),
            ConditionOperator.Below => Each("NumberText.IsBelow", scalar, condition),
            ConditionOperator.AtMost => Each("NumberText.IsAtMost", scalar, condition),
            ConditionOperator.Matches => [OneOf(condition.Texts.Select(pattern => Match(key, pattern, condition.IgnoreCase, scalar)))],
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Operator, "no such operator"),
        };
    }

    /// <summary>
    /// Emits a match with an expression. The text of a missing value, an object or an array is empty, so an expression that matches an
    /// empty text needs a further test.
    /// </summary>
    private string Match(KeySpec key, string pattern, bool ignoreCase, string scalar)
    {
        string test = $"{spec.Expression(pattern, ignoreCase)}.Matches({scalar})";
        return ExpressionParser.Parse(pattern, ignoreCase, out _)!.IsNullable ? $"({Value(key)}.IsScalar && {test})" : test;
    }

    private static string Fold(string text, ConditionSchema condition) => condition.IgnoreCase ? $"FilterText.Fold({text}, scratch)" : text;

    private static IEnumerable<string> Items(ConditionSchema condition) => condition.Texts.Select(item => condition.IgnoreCase ? AsciiCase.Fold(item) : item);

    private static IEnumerable<string> Each(string test, string text, ConditionSchema condition) =>
        Items(condition).Select(item => $"{test}({text}, {Literals.Utf8(item)})");

    private static string OneOf(IEnumerable<string> all)
    {
        string[] tests = [.. all];
        return tests.Length == 1 ? tests[0] : $"({string.Join("\n    || ", tests)})";
    }
}
