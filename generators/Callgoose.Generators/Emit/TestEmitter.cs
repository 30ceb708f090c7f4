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
        IEnumerable<string> others = key.Candidates.Skip(1).Select(static candidate => $".Or(payload.{candidate})");
        return $"payload.{key.Candidates[0]}{string.Concat(others)}";
    }

    /// <summary>The tests of a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="key">Where its value is; null to search the raw payload.</param>
    public static IEnumerable<string> Tests(ConditionSchema condition, KeySpec? key)
    {
        if (key is null)
        {
            return Each("Contains", "body", condition);
        }

        return condition.Operator switch
        {
            ConditionOperator.Absent => [$"!{Value(key)}.IsPresent"],
            _ when !condition.LooksIntoText => [$"{Value(key)}.IsPresent"],
            ConditionOperator.Contains => Each("Contains", TextOf(key), condition),
            ConditionOperator.None => Each("Contains", TextOf(key), condition).Select(static test => "!" + test),
            ConditionOperator.Any => [OneOf("Contains", TextOf(key), condition)],
            ConditionOperator.EqualsAny => [OneOf("Equals", ScalarOf(key), condition)],
            ConditionOperator.StartsWithAny => [OneOf("StartsWith", ScalarOf(key), condition)],
            ConditionOperator.EndsWithAny => [OneOf("EndsWith", ScalarOf(key), condition)],
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
