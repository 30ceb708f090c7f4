using System.Globalization;

namespace Callgoose.Schema;

/// <summary>Values that pass all of some conditions. Each is built from the texts of the conditions, so a tool may well send them.</summary>
internal sealed class Witness
{
    private readonly IReadOnlyDictionary<string, string?> values;

    private Witness(IReadOnlyDictionary<string, string?> values) => this.values = values;

    /// <summary>Finds such values.</summary>
    /// <returns>Null if there are none of this kind, which does not mean that no payload passes.</returns>
    public static Witness? Of(IEnumerable<ConditionSchema> conditions)
    {
        ConditionSchema[] all = [.. conditions];
        ConditionSchema? choice = Array.Find(all, static condition => condition.Operator == ConditionOperator.OneOfLists);
        if (choice is not null)
        {
            IEnumerable<ConditionSchema> others = all.Where(condition => !ReferenceEquals(condition, choice));
            return choice.Lists.Select(list => Of(others.Concat(list))).FirstOrDefault(static found => found is not null);
        }

        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (IGrouping<string, ConditionSchema> key in all.Where(static condition => !condition.IsCatchAll).GroupBy(static condition => condition.Key ?? string.Empty))
        {
            if (!TryFind([.. key], out string? value))
            {
                return null;
            }

            values.Add(key.Key, value);
        }

        return new Witness(values);
    }

    /// <summary>Tells whether they pass because a text of one side is part of a text of the other.</summary>
    /// <returns>The longer text, the text in it, and whether the longer one is the trigger's; null if that is not the reason.</returns>
    public (string Longer, string Shorter, bool IsLongerOfTrigger)? TextInText(EquatableArray<ConditionSchema> trigger, EquatableArray<ConditionSchema> end)
    {
        foreach (ConditionSchema one in trigger)
        {
            foreach (ConditionSchema other in end.Where(condition => condition.Key == one.Key))
            {
                foreach ((string text, string otherText) in one.Texts.SelectMany(text => other.Texts.Select(otherText => (text, otherText))).Where(static pair => pair.text != pair.otherText))
                {
                    if (Conditions.LooksInside(other) && text.Contains(otherText) && values[one.Key ?? string.Empty] == text)
                    {
                        return (text, otherText, true);
                    }

                    if (Conditions.LooksInside(one) && otherText.Contains(text) && values[one.Key ?? string.Empty] == otherText)
                    {
                        return (otherText, text, false);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>A text for people.</summary>
    public override string ToString() => values.Count == 0 ? "anything in it" : string.Join(" and ", values.Select(static pair =>
        pair.Value is null ? $"no \"{pair.Key}\""
        : pair.Key.Length == 0 ? $"\"{pair.Value}\" in it"
        : $"\"{pair.Value}\" at \"{pair.Key}\""));

    private static bool TryFind(ConditionSchema[] conditions, out string? value)
    {
        // First all texts of one condition together, because it may require them all; then each one alone, any other value, and no value.
        IEnumerable<string?> candidates = conditions.Where(static condition => condition.Operator == ConditionOperator.Contains).Select(static condition => string.Join(" ", condition.Texts))
            .Concat(conditions.Where(static condition => condition.Operator != ConditionOperator.Matches).SelectMany(static condition => condition.Texts))
            .Concat(conditions.Where(static condition => condition.ComparesNumbers).SelectMany(static condition => Beside(condition.Texts[0])))
            .Where(static text => text.Length > 0)
            .OrderByDescending(static text => text.Length)
            .Append("something")
            .Append(null);
        foreach (string? candidate in candidates)
        {
            if (Array.TrueForAll(conditions, condition => Passes(condition, candidate)))
            {
                value = candidate;
                return true;
            }
        }

        value = null;
        return false;
    }

    private static bool Passes(ConditionSchema condition, string? value) => condition.Operator switch
    {
        ConditionOperator.Absent => value is null,
        ConditionOperator.None when value is null => true,
        _ when value is null => false,
        _ when !condition.LooksIntoText => true,
        _ => ConditionCheck.Holds(condition, value!, SchemaConditions.IsNumber(value!)),
    };

    /// <summary>Numbers slightly above and slightly below.</summary>
    private static IEnumerable<string> Beside(string number) => decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) && Math.Abs(value) < 1_000_000_000
        ? new[] { value + 1, value - 1 }.Select(static beside => beside.ToString(CultureInfo.InvariantCulture))
        : [];
}
