using System.Text;

namespace Callgoose.Schema;

/// <summary>Takes the values for the parts of a filter from a payload (Catalog/README.md 3): keys, texts, times, urgencies and members.</summary>
internal sealed class ValueTake(IntegrationSchema schema)
{
    private readonly TemplateVariables template = new(schema);

    /// <summary>The first option whose values are all valid keys.</summary>
    public KeyResult Key(ValueSchema? value, FilterSchema filter, PayloadDocument payload)
    {
        KeyProblem problem = KeyProblem.Missing;
        foreach (ValueOption option in value?.Options ?? default)
        {
            bool isJoined = option.Keys.Count > 1;
            string[] texts = [.. option.Keys.Select(key => Part(option, payload.Find(key).ScalarText))];
            KeyProblem[] problems =
                [.. texts.Select((text, i) => UnfilledKey.Of(text, schema.NoKey, template.Marks, option.After is null && option.Before is null ? template.TextAt(option.Keys[i], filter.Each, isJoined) : null))];
            KeyProblem worst = problems.Max();
            if (worst == KeyProblem.None)
            {
                return new KeyResult(isJoined ? string.Join("|", texts.Select(static text => text.Replace("\\", "\\\\").Replace("|", "\\|"))) : texts[0], KeyProblem.None);
            }

            problem = worst > problem ? worst : problem;
        }

        return new KeyResult(string.Empty, problem);
    }

    /// <summary>The part of a text that an option selects; empty if the text around it is missing.</summary>
    private static string Part(ValueOption option, string text)
    {
        if (option.After is string after)
        {
            int found = text.IndexOf(after, StringComparison.Ordinal);
            text = found < 0 ? string.Empty : text.Substring(found + after.Length);
        }

        if (option.Before is string before)
        {
            int found = text.IndexOf(before, StringComparison.Ordinal);
            text = found < 0 ? string.Empty : text.Substring(0, found);
        }

        return text;
    }

    /// <summary>The first text that is not empty.</summary>
    public static string Text(ValueSchema? value, PayloadDocument payload) => Texts(value, payload).FirstOrDefault(static text => text.Length > 0) ?? string.Empty;

    /// <summary>The same as <see cref="Text"/>; for the elements of a list the newest time.</summary>
    public static string Time(ValueSchema? value, PayloadDocument payload)
    {
        foreach (ValueOption option in value?.Options ?? default)
        {
            IEnumerable<string> texts = TextsOf(option, payload);
            string? time = option.Of is null
                ? texts.FirstOrDefault(static text => text.Length > 0)
                : texts.Where(static text => TimeText.Parse(text) is not null).OrderByDescending(static text => TimeText.Parse(text)).FirstOrDefault();
            if (time is not null)
            {
                return time;
            }
        }

        return string.Empty;
    }

    /// <summary>The urgency of a filter; for the elements of a list the highest one.</summary>
    public static string Urgency(FilterSchema filter, PayloadDocument payload)
    {
        if (filter.UrgencyMap is not UrgencyMapSchema map)
        {
            return filter.Urgency;
        }

        foreach (ValueOption option in map.Value.Options)
        {
            string[] urgencies = [.. TextsOf(option, payload).Where(static text => text.Length > 0).Select(text => UrgencyOf(text))];
            if (urgencies.Length > 0)
            {
                return urgencies.OrderBy(Rank).First();
            }
        }

        return filter.Urgency;

        string UrgencyOf(string text) => map.Entries.FirstOrDefault(entry => AsciiCase.Comparer.Equals(entry.Text, text))?.Urgency ?? filter.Urgency;
    }

    /// <summary>The members of a group.</summary>
    public static EquatableArray<MemberResult> Members(GrowthSchema? growth, PayloadDocument payload) => growth is null
        ? default
        : new EquatableArray<MemberResult>(Elements(growth.Members, payload).Select(element => Member(growth, element)).OfType<MemberResult>());

    /// <summary>The selected elements among the first thousand of the list.</summary>
    public static IEnumerable<PayloadDocument> Elements(ElementsSchema elements, PayloadDocument payload) => payload
        .Elements(elements.List)
        .Take(SchemaLimits.Elements)
        .Where(element => elements.When.Select((condition, number) => ConditionCheck.Check(condition, number, element)).All(static why => why is null));

    private static MemberResult? Member(GrowthSchema growth, PayloadDocument element)
    {
        string identity = growth.Identity is null ? element.Text : element.Find(growth.Identity).ScalarText;
        string name = growth.Name is null ? string.Empty : element.Find(growth.Name).ScalarText;
        return identity.Length == 0 ? null : new MemberResult(identity, name.Length == 0 ? identity : name);
    }

    /// <summary>A text that contains values, each of limited length; empty if none of them exists.</summary>
    private static string Made(ValueOption option, PayloadDocument payload)
    {
        string[] values = [.. option.Keys.Select(key => Cut(payload.Find(key).ScalarText))];
        return Array.TrueForAll(values, static value => value.Length == 0)
            ? string.Empty
            : option.Around[0] + string.Concat(values.Select((value, i) => value + option.Around[i + 1]));
    }

    /// <summary>The start of a text, with whole characters and with as many bytes in UTF-8 as <c>MadeText</c> keeps.</summary>
    private static string Cut(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int length = Math.Min(utf8.Length, SchemaLimits.MadeValueBytes);
        while (length < utf8.Length && length > 0 && (utf8[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return Encoding.UTF8.GetString(utf8, 0, length);
    }

    private static int Rank(string urgency) => urgency switch
    {
        "P1" => 0,
        "high" => 1,
        "P2" => 2,
        "P3" => 3,
        "P4" => 4,
        "low" => 5,
        _ => 6,
    };

    private static IEnumerable<string> Texts(ValueSchema? value, PayloadDocument payload) =>
        value is null ? [] : value.Options.SelectMany(option => TextsOf(option, payload));

    private static IEnumerable<string> TextsOf(ValueOption option, PayloadDocument payload) => option.Around.Count > 0 ? [Made(option, payload)] : option.Of is null
        ? [payload.Find(option.Keys[0]).ScalarText]
        : Elements(option.Of, payload).Select(element => element.Find(option.Keys[0]).ScalarText);
}
