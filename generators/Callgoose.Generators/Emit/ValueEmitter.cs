using Callgoose.Generators.Model;
using Callgoose.Schema;

namespace Callgoose.Generators.Emit;

/// <summary>
/// Emits code that takes values from a payload (Catalog/README.md 3): an assignment in the branch of a filter and, for elements of a list,
/// a method after all filters that iterates over them.
/// </summary>
/// <param name="code">The writer.</param>
/// <param name="spec">The specification.</param>
internal sealed class ValueEmitter(CodeWriter code, IntegrationSpec spec)
{
    private const string Parameters = "ReadOnlySpan<byte> body, ScratchBuffer scratch";

    private readonly TemplateVariables template = new(spec.Schema);
    private readonly List<Action<CodeWriter>> methods = [];
    private readonly List<string> maps = [];
    private int readers;

    /// <summary>The static field with the rules for values that are no key.</summary>
    public string NoKeyField =>
        $"private static readonly NoKey NoKeys = new({string.Join(", ", new[] { template.Marks }.Concat(spec.Schema.NoKey).Select(Literals.Text))});";

    /// <summary>The static fields with the maps from values to urgencies.</summary>
    public IReadOnlyList<string> MapFields => maps;

    /// <summary>Emits the assignment of a key, and of the reason why there is none.</summary>
    public void Key(string target, string? fault, ValueSchema? value, string? list)
    {
        if (value is null)
        {
            code.Line($"{fault} = KeyFault.Missing;");
            return;
        }

        string faultOut = fault ?? "_";
        string comment = $"// incident_mapped_with: {Quoted(value)}";
        if (value.Options.Count == 1 && value.Options[0].Keys.Count == 1)
        {
            code.Line($"{target} = NoKeys.Check({Part(value.Options[0], value.Options[0].Keys[0], list)}, out {faultOut}); {comment}");
            return;
        }

        string reader = $"key{++readers}";
        code.Line(comment);
        code.Line($"var {reader} = new KeyReader(NoKeys, scratch);");
        foreach (ValueOption option in value.Options)
        {
            foreach (string key in option.Keys)
            {
                code.Line($"{reader}.Part({Part(option, key, list)});");
            }

            code.Line($"{reader}.End();");
        }

        code.Line($"{target} = {reader}.Key;");
        if (fault is not null)
        {
            code.Line($"{fault} = {reader}.Fault;");
        }
    }

    /// <summary>Emits the assignment of a text, the first one that is not empty; for a time in a list the newest.</summary>
    public void Text(string target, ValueSchema? value, string? list, string property, bool isTime = false)
    {
        if (value is null)
        {
            return;
        }

        code.Line($"{target} = {Source(value.Options[0], list, isTime)}; // {property}: {Quoted(value.Options[0])}");
        foreach (ValueOption option in value.Options.Skip(1))
        {
            code.Open($"if ({target}.IsEmpty)");
            code.Line($"{target} = {Source(option, list, isTime)}; // {property}: {Quoted(option)}");
            code.Close();
            code.Line();
        }
    }

    /// <summary>Emits the assignment of a filter's urgency.</summary>
    public void Urgency(string target, FilterSchema filter)
    {
        if (filter.UrgencyMap is not UrgencyMapSchema map)
        {
            code.Line($"{target} = Urgency.{Identifiers.Pascal(filter.Urgency)};");
            return;
        }

        string name = $"Urgencies{maps.Count + 1}";
        IEnumerable<string> entries = map.Entries.Select(static entry => $"({Literals.Text(entry.Text)}, Urgency.{Identifiers.Pascal(entry.Urgency)})");
        maps.Add($"private static readonly UrgencyMap {name} = new({string.Join(", ", entries.Prepend($"Urgency.{Identifiers.Pascal(filter.Urgency)}"))});");
        string found = $"urgency{maps.Count}";
        code.Line($"Urgency? {found} = null; // urgency: {Quoted(map.Value)}");
        for (int i = 0; i < map.Value.Options.Count; i++)
        {
            string given = map.Value.Options[i] is { Of: not null } option
                ? MostUrgent(option, name)
                : $"{name}.MostUrgent(null, {Scalar(map.Value.Options[i].Keys[0], filter.Each)})";
            code.Line(i == 0 ? $"{found} = {given};" : $"{found} ??= {given};");
        }

        code.Line($"{target} = {found} ?? Urgency.{Identifiers.Pascal(filter.Urgency)};");
    }

    /// <summary>Emits the assignment of the members of a group.</summary>
    public void Members(string target, GrowthSchema? growth)
    {
        if (growth is null)
        {
            return;
        }

        string list = growth.Members.List;
        string method = $"Members{methods.Count + 1}";
        string identity = growth.Identity is null ? "elements.GetText(scratch)" : Scalar(growth.Identity, list);
        string name = growth.Name is null ? "default" : Scalar(growth.Name, list);
        methods.Add(writer =>
        {
            writer.Line($"/// <summary>The {(growth.Members.When.Count == 0 ? "elements" : "members")} of the group: grown_by {Literals.Xml(list)}.</summary>");
            writer.Open($"private static ReadOnlySpan<byte> {method}(scoped in {spec.Payload.TypeName} payload, {Parameters})");
            writer.Line($"var members = new MemberWriter({ListText(list)}, scratch);");
            Loop(writer, growth.Members, inner => inner.Line($"members.Add({identity}, {name});"));
            writer.Line("return members.Written;");
            writer.Close();
        });
        code.Line($"{target} = {method}(payload, body, scratch); // grown_by: \"{Literals.Comment(list)}\"");
    }

    /// <summary>Emits the assignment of the reason why a resolve is no recovery.</summary>
    public void Withheld(string target, WithheldSchema? unless, string? list)
    {
        if (unless is null)
        {
            return;
        }

        string reason = Literals.Text(unless.Reason);
        if (unless.List is null)
        {
            string[] tests = [.. Tests(unless.When, list)];
            code.Open($"if ({string.Join(" && ", tests)})");
            code.Line($"{target} = {reason}; // unless");
            code.Close();
            return;
        }

        string method = $"Unless{methods.Count + 1}";
        methods.Add(writer =>
        {
            writer.Line($"/// <summary>Whether an element of {Literals.Xml(unless.List)} says that this is no recovery.</summary>");
            writer.Open($"private static bool {method}(scoped in {spec.Payload.TypeName} payload, {Parameters})");
            Loop(writer, new ElementsSchema(unless.List, unless.When), static inner => inner.Line("return true;"));
            writer.Line("return false;");
            writer.Close();
        });
        code.Line($"{target} = {method}(payload, body, scratch) ? {reason} : null; // unless");
    }

    /// <summary>Emits the methods that iterate over lists.</summary>
    public void EmitMethods()
    {
        foreach (Action<CodeWriter> method in methods)
        {
            code.Line();
            method(code);
        }
    }

    /// <summary>The tests of conditions, with the text of each value created in place.</summary>
    public IEnumerable<string> Tests(EquatableArray<ConditionSchema> when, string? list) =>
        when.SelectMany(new TestEmitter(spec, list, inPlace: true).Tests).Select(static test => test.Replace("\n    ", " "));

    /// <summary>The JSON text of a list.</summary>
    public string ListText(string list) => list == FilterSchema.Root ? $"payload.{IntegrationSpec.IsJson} ? body : default" : $"{TestEmitter.Value(spec.Key(list))}.List";

    /// <summary>Emits reading of the current element of the cursor <c>elements</c>.</summary>
    public void ReadElement(CodeWriter writer, string list)
    {
        ElementSpec element = spec.Element(list);
        writer.Line($"{element.Fields.TypeName} element = default;");
        writer.Open("if (elements.Json.PeekKind() == ValueKind.Object)");
        writer.Line($"{spec.Payload.TypeName}Reader.Read{element.Method}(ref elements.Json, ref element);");
        writer.Close();
        writer.Open("else");
        writer.Line("elements.Json.SkipValue();");
        writer.Close();
        writer.Line();
        writer.Line("ReadOnlySpan<byte> raw = elements.Current;");
    }

    /// <summary>Emits a loop over the elements that pass, among the first thousand.</summary>
    private void Loop(CodeWriter writer, ElementsSchema elements, Action<CodeWriter> emitBody)
    {
        writer.Line($"var elements = new ElementCursor({ListText(elements.List)}, scratch);");
        writer.Open("while (elements.MoveNext() && elements.Index < ElementCursor.MaxElements)");
        ReadElement(writer, elements.List);
        string[] tests = [.. Tests(elements.When, elements.List)];
        if (tests.Length > 0)
        {
            writer.Open($"if ({string.Join(" && ", tests)})");
        }

        emitBody(writer);
        if (tests.Length > 0)
        {
            writer.Close();
        }

        writer.Close();
        writer.Line();
    }

    private string Source(ValueOption option, string? list, bool isTime)
    {
        if (option.Around.Count > 0)
        {
            return Made(option, list);
        }

        if (option.Of is null)
        {
            return Scalar(option.Keys[0], list);
        }

        string value = Scalar(option.Keys[0], option.Of.List);
        string method = $"{(isTime ? "Newest" : "First")}{methods.Count + 1}";
        methods.Add(writer =>
        {
            writer.Line($"/// <summary>{(isTime ? "The newest time" : "The first text")} at {Literals.Xml(option.ToString())}.</summary>");
            writer.Open($"private static ReadOnlySpan<byte> {method}(scoped in {spec.Payload.TypeName} payload, {Parameters})");
            if (isTime)
            {
                writer.Line("ReadOnlySpan<byte> newest = default;");
                writer.Line("long newestAt = 0;");
            }

            Loop(writer, option.Of, inner =>
            {
                inner.Line($"ReadOnlySpan<byte> value = {value};");
                inner.Open(isTime ? "if (OccurredAt.Parse(value) is long at && at > newestAt)" : "if (!value.IsEmpty)");
                if (isTime)
                {
                    inner.Line("newest = value;");
                    inner.Line("newestAt = at;");
                }
                else
                {
                    inner.Line("return value;");
                }

                inner.Close();
            });
            writer.Line(isTime ? "return newest;" : "return default;");
            writer.Close();
        });
        return $"{method}(payload, body, scratch)";
    }

    /// <summary>Emits a method that creates a text with values.</summary>
    private string Made(ValueOption option, string? list)
    {
        string method = $"Made{methods.Count + 1}";
        string element = list is null ? string.Empty : $"scoped in {spec.Element(list).Fields.TypeName} element, ";
        methods.Add(writer =>
        {
            writer.Line($"/// <summary>{Literals.Xml(option.ToString())}</summary>");
            writer.Open($"private static ReadOnlySpan<byte> {method}(scoped in {spec.Payload.TypeName} payload, {element}ScratchBuffer scratch)");
            writer.Line("var made = new MadeText(scratch);");
            for (int i = 0; i < option.Around.Count; i++)
            {
                if (option.Around[i].Length > 0)
                {
                    writer.Line($"made.Around({Literals.Utf8(option.Around[i])});");
                }

                if (i < option.Keys.Count)
                {
                    writer.Line($"made.Value({Scalar(option.Keys[i], list)});");
                }
            }

            writer.Line("return made.Text;");
            writer.Close();
        });
        return list is null ? $"{method}(payload, scratch)" : $"{method}(payload, element, scratch)";
    }

    private string MostUrgent(ValueOption option, string map)
    {
        string value = Scalar(option.Keys[0], option.Of!.List);
        string method = $"MostUrgent{methods.Count + 1}";
        methods.Add(writer =>
        {
            writer.Line($"/// <summary>The most urgent of what stands at {Literals.Xml(option.ToString())}.</summary>");
            writer.Open($"private static Urgency? {method}(scoped in {spec.Payload.TypeName} payload, {Parameters})");
            writer.Line("Urgency? found = null;");
            Loop(writer, option.Of, inner => inner.Line($"found = {map}.MostUrgent(found, {value});"));
            writer.Line("return found;");
            writer.Close();
        });
        return $"{method}(payload, body, scratch)";
    }

    private string Part(ValueOption option, string key, string? list)
    {
        bool isCut = option.After is not null || option.Before is not null;
        string? inTemplate = isCut ? null : template.TextAt(key, list, option.Keys.Count > 1);
        string text = isCut ? $"FilterText.Between({Scalar(key, list)}, {Utf8OrNothing(option.After)}, {Utf8OrNothing(option.Before)})" : Scalar(key, list);
        return $"{text}, {Utf8OrNothing(inTemplate)}";
    }

    private static string Utf8OrNothing(string? text) => text is null ? "default" : Literals.Utf8(text);

    private string Scalar(string key, string? list) => $"{TestEmitter.Value(spec.Key(list, key))}.GetScalarText(scratch)";

    private static string Quoted(object value) => $"\"{Literals.Comment(value.ToString())}\"";
}
