using Callgoose.Generators.Model;
using Callgoose.Schema;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the tests of a condition as C# expressions that must all be true.</summary>
internal static class TestEmitter
{
    /// <summary>The name of the local that has the text of a key's value, whatever stands there.</summary>
    public static string TextOf(KeySpec key) => Identifiers.Camel(key.Identifier) + "Text";

    /// <summary>The name of the local that has the text of a key's value if that is a string, number or boolean.</summary>
    public static string ScalarOf(KeySpec key) => Identifiers.Camel(key.Identifier) + "Scalar";

    /// <summary>The value of a key: the first of its fields that is there.</summary>
    public static string Value(KeySpec key)
    {
        IEnumerable<string> others = key.Candidates.Skip(1).Select(candidate => $".Or({key.Owner}.{candidate})");
        return $"{key.Owner}.{key.Candidates[0]}{string.Concat(others)}";
    }

    /// <summary>The tests of a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="key">Where its value is; null to search the raw payload.</param>
    /// <param name="raw">The variable of what is searched then.</param>
    /// <param name="inPlace">Whether there are no locals of texts, so that each is made where it is looked into.</param>
    public static IEnumerable<string> Tests(ConditionSchema condition, KeySpec? key, string raw, bool inPlace = false)
    {
        if (key is null)
        {
            return Each("Contains", raw, condition);
        }

        string text = inPlace ? $"{Value(key)}.GetText(scratch)" : TextOf(key);
        string scalar = inPlace ? $"{Value(key)}.GetScalarText(scratch)" : ScalarOf(key);
        return condition.Operator switch
        {
            ConditionOperator.Absent => [$"!{Value(key)}.IsPresent"],
            _ when !condition.LooksIntoText => [$"{Value(key)}.IsPresent"],
            ConditionOperator.Contains => Each("Contains", text, condition),
            ConditionOperator.None => Each("Contains", text, condition).Select(static test => "!" + test),
            ConditionOperator.Any => [OneOf("Contains", text, condition)],
            ConditionOperator.EqualsAny => [OneOf("Equals", scalar, condition)],
            ConditionOperator.StartsWithAny => [OneOf("StartsWith", scalar, condition)],
            ConditionOperator.EndsWithAny => [OneOf("EndsWith", scalar, condition)],
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Operator, "no such operator"),
        };
    }

    private static IEnumerable<string> Each(string test, string text, ConditionSchema condition) =>
        condition.Texts.Select(item => $"FilterText.{test}({text}, {Literals.Utf8(item)})");

    private static string OneOf(string test, string text, ConditionSchema condition)
    {
        string[] tests = [.. Each(test, text, condition)];
        return tests.Length == 1 ? tests[0] : $"({string.Join("\n    || ", tests)})";
    }
}
