namespace Callgoose.Schema;

/// <summary>Describes why a condition does not hold.</summary>
internal static class MismatchText
{
    private const int ShownCharacters = 80;
    private const int ShownLists = 4;

    public static Mismatch NotInPayload(string text, int condition, string raw)
    {
        int found = raw.IndexOf(text, StringComparison.OrdinalIgnoreCase);
        return found >= 0
            ? new Mismatch(
                MismatchKind.DiffersInCase, condition, null, $"payload: found {Quote(raw.Substring(found, text.Length))}, filter wants {Quote(text)} (differs only in case)")
            : new Mismatch(MismatchKind.Differs, condition, null, $"payload: {Quote(text)} is not in it");
    }

    public static Mismatch NoValue(ConditionSchema condition, int number, PayloadValue value, PayloadDocument payload)
    {
        return NoValue(condition.Key!, number, value, payload);
    }

    private static Mismatch NoValue(string key, int number, PayloadValue value, PayloadDocument payload)
    {
        if (!payload.IsJson)
        {
            return new Mismatch(MismatchKind.NotJson, number, key, $"key {Quote(key)} is missing; the payload is not JSON, so it has no keys");
        }

        if (!value.IsMissing)
        {
            return new Mismatch(MismatchKind.ValueIsNull, number, key, $"key {Quote(key)}: value is null, which never matches");
        }

        string nearest = NearestKey.Of(key, payload) switch
        {
            _ when SingleAbove(key, payload) is string single => $"{Quote(single)} is {payload.Find(single).Kind}, which has no keys: {Shorten(payload.Find(single).Text)}",
            null => "the payload has no keys",
            string near when near.Equals(key, StringComparison.OrdinalIgnoreCase) => $"nearest is {Quote(near)}, which differs only in case",
            string near => $"nearest is {Quote(near)}",
        };
        return new Mismatch(MismatchKind.KeyMissing, number, key, $"key {Quote(key)} is missing; {nearest}");
    }

    /// <summary>Why a filter with <c>each</c> gives no result; null if there are elements.</summary>
    public static Mismatch? NoElements(string list, PayloadDocument payload)
    {
        if (payload.Elements(list).Any())
        {
            return null;
        }

        PayloadValue value = list == FilterSchema.Root ? payload.All : payload.Find(list);
        string subject = list == FilterSchema.Root ? "the payload" : $"key {Quote(list)}";
        string found = !payload.IsJson ? $"{subject} is missing; the payload is not JSON, so it has no keys"
            : value.IsMissing ? NoValue(list, 0, value, payload).Message
            : value.Text == "[]" ? $"{subject} is an array without elements"
            : $"{subject} is {value.Kind}";
        return new Mismatch(MismatchKind.NoElements, -1, list == FilterSchema.Root ? null : list, $"{found}; the filter gives a verdict for each element of an array");
    }

    public static Mismatch Present(ConditionSchema condition, int number, PayloadValue value) => new(
        MismatchKind.Present, number, condition.Key, $"key {Quote(condition.Key!)}: value is {Shown(value)}, filter wants none");

    public static Mismatch NotScalar(ConditionSchema condition, int number, PayloadValue value) => new(
        MismatchKind.NotScalar, number, condition.Key, $"key {Quote(condition.Key!)}: value is {value.Kind}, filter wants {Wanted(condition)}, which only a string, number or boolean can be");

    public static Mismatch Differs(ConditionSchema condition, int number, PayloadValue value)
    {
        string subject = $"key {Quote(condition.Key!)}: ";
        string text = value.Text;
        if (condition.Operator == ConditionOperator.None)
        {
            string excluded = condition.Texts.First(item => !ConditionCheck.Holds(condition with { Texts = new([item]) }, text));
            string inside = !value.IsContainer && LongerWord.IsInside(text, excluded) ? ", which stands there inside a longer word" : string.Empty;
            return new Mismatch(MismatchKind.Excluded, number, condition.Key, $"{subject}found {Shown(value)}, filter wants it without {Quote(excluded)}{inside}");
        }

        if (TemplateVariable.Find(text) is string variable)
        {
            return new Mismatch(
                MismatchKind.UnexpandedVariable, number, condition.Key, $"{subject}template variable left unexpanded: {Shorten(variable)}; filter wants {Wanted(condition)}");
        }

        return !condition.ComparesNumbers && ConditionCheck.Holds(condition with { IgnoreCase = true }, text)
            ? new Mismatch(
                MismatchKind.DiffersInCase, number, condition.Key, $"{subject}found {Shown(value)}, filter wants {Wanted(condition)} (differs only in case)")
            : new Mismatch(MismatchKind.Differs, number, condition.Key, $"{subject}found {Shown(value)}, filter wants {Wanted(condition)}");
    }

    /// <summary>Why none of several lists holds: the first reason of each.</summary>
    public static Mismatch NoList(Mismatch[] reasons) => reasons[0] with
    {
        Message = $"none of the {reasons.Length} lists holds: {string.Join("; ", reasons.Take(ShownLists).Select(static reason => reason.Message))}{(reasons.Length > ShownLists ? "; …" : string.Empty)}",
    };

    /// <summary>Describes that a text was found inside a longer word, which probably was not meant.</summary>
    public static string InLongerWord(string value, string text) => $"{Quote(value)} contains {Quote(text)} inside a longer word";

    /// <summary>The beginning of a key that already leads to a string, number or boolean, so that the rest cannot exist; null if there is none.</summary>
    private static string? SingleAbove(string key, PayloadDocument payload)
    {
        for (int end = key.LastIndexOfAny(['.', '[']); end > 0; end = key.LastIndexOfAny(['.', '['], end - 1))
        {
            string above = key.Substring(0, end);
            if (payload.Find(above) is { IsPresent: true, IsContainer: false })
            {
                return above;
            }
        }

        return null;
    }

    /// <summary>Describes what a condition wants. For a plain condition only the texts, as in the guide.</summary>
    private static string Wanted(ConditionSchema condition)
    {
        string[] texts = [.. condition.Texts.Select(Quote)];
        return condition.Operator switch
        {
            ConditionOperator.Contains => string.Join(" and ", texts),
            ConditionOperator.Any => "any of " + string.Join(", ", texts),
            ConditionOperator.EqualsAny => (texts.Length == 1 ? "exactly " : "exactly one of ") + string.Join(", ", texts),
            ConditionOperator.StartsWithAny => "a start of " + string.Join(" or ", texts),
            ConditionOperator.Above => "a number above " + condition.Texts[0],
            ConditionOperator.AtLeast => "a number of at least " + condition.Texts[0],
            ConditionOperator.Below => "a number below " + condition.Texts[0],
            ConditionOperator.AtMost => "a number of at most " + condition.Texts[0],
            ConditionOperator.Matches => "a match of " + string.Join(" or ", texts),
            _ => "an end of " + string.Join(" or ", texts),
        };
    }

    private static string Shown(PayloadValue value) => value.IsContainer ? $"{value.Kind} {Shorten(value.Text)}" : Quote(value.Text);

    private static string Quote(string text) => "\"" + Shorten(text) + "\"";

    /// <summary>Returns one line of limited length: a value can be a megabyte, and a reason is shown in a list.</summary>
    private static string Shorten(string text)
    {
        string start = text.Length <= ShownCharacters ? text : $"{text.Substring(0, CutAt(text))}…";
        return string.Concat(start.Select(static c => PlainText.IsObeyed(c) ? ' ' : c));
    }

    private static int CutAt(string text) => char.IsHighSurrogate(text[ShownCharacters - 1]) ? ShownCharacters - 1 : ShownCharacters;
}
