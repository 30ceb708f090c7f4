using Callgoose.Generators.Model;
using Callgoose.Schema;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the API filters of an integration, in their order.</summary>
internal sealed class MatcherEmitter
{
    private readonly CodeWriter code;
    private readonly IntegrationSpec spec;
    private readonly ValueEmitter values;

    private MatcherEmitter(CodeWriter code, IntegrationSpec spec)
    {
        this.code = code;
        this.spec = spec;
        values = new ValueEmitter(code, spec);
    }

    /// <summary>Emits the file.</summary>
    public static string Emit(IntegrationSpec spec)
    {
        CodeWriter code = CodeWriter.File("System", "Callgoose.Incidents", "Callgoose.Payloads");
        code.Line($"/// <summary>The API filters of {Literals.Xml(spec.Schema.Name)}.</summary>");
        code.GeneratedType($"internal static class {spec.TypeName}Filters");
        new MatcherEmitter(code, spec).EmitMembers();
        code.Close();
        return code.Finish();
    }

    private void EmitMembers()
    {
        code.Line(values.NoKeyField);
        code.Line();
        code.Line("/// <summary>Runs the filters. The first trigger and the first resolve that pass decide; what passed before is kept.</summary>");
        code.Open($"public static void Match(in {spec.Payload.TypeName} payload, ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match)");
        EmitFilters(null);
        code.Close();
        string[] lists = [.. spec.Schema.Filters.Select(static filter => filter.Each).OfType<string>().Distinct()];
        if (lists.Length > 0)
        {
            EmitEach(lists);
        }

        foreach (string list in lists)
        {
            ElementSpec element = spec.Element(list);
            code.Line();
            code.Line($"/// <summary>Runs the filters that look at the elements of {Literals.Xml(list)}.</summary>");
            code.Line($"private static void Match{element.Method}(");
            code.Indent();
            code.Line($"scoped in {spec.Payload.TypeName} payload, scoped in {element.Fields.TypeName} element, ReadOnlySpan<byte> raw, ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match)");
            code.Outdent();
            code.Open();
            EmitFilters(list);
            code.Close();
        }

        values.EmitMethods();
        foreach (string map in values.MapFields)
        {
            code.Line();
            code.Line(map);
        }

        foreach ((string pattern, bool ignoreCase) in spec.Expressions)
        {
            string numbers = string.Join(", ", ExpressionParser.Parse(pattern, ignoreCase, out _)!.ToNumbers());
            code.Line();
            code.Line($"/// <summary>matches {Literals.Xml(pattern)}</summary>");
            code.Line($"private static readonly TextExpression {spec.Expression(pattern, ignoreCase)} = new([{numbers}]);");
        }
    }

    private void EmitEach(string[] lists)
    {
        code.Line();
        code.Line("/// <summary>Runs the filters that look at the elements of lists, and gives a verdict on each element.</summary>");
        code.Line("/// <returns>None, or that there are too many elements.</returns>");
        code.Open($"public static PayloadError MatchEach(scoped in {spec.Payload.TypeName} payload, ReadOnlySpan<byte> body, ScratchBuffer scratch, IElementSink sink)");
        foreach (string list in lists)
        {
            ElementSpec element = spec.Element(list);
            string cursor = $"cursor{element.Number}";
            code.Line($"// each \"{Literals.Comment(list)}\"");
            code.Line($"var {cursor} = new ElementCursor({values.ListText(list)}, scratch);");
            code.Open($"while ({cursor}.MoveNext())");
            code.Open($"if ({cursor}.Index == ElementCursor.MaxElements)");
            code.Line("return new PayloadError(PayloadErrorKind.TooManyElements, 0);");
            code.Close();
            code.Line();
            code.Line("(int Chunks, int Used) mark = scratch.Mark();");
            code.Line($"MatchNext{element.Method}(payload, body, scratch, ref {cursor}, sink);");
            code.Line("scratch.Release(mark);");
            code.Close();
            code.Line();
        }

        code.Line("return default;");
        code.Close();
        foreach (string list in lists)
        {
            ElementSpec element = spec.Element(list);
            code.Line();
            code.Line($"/// <summary>Gives the verdict on the next element of {Literals.Xml(list)}.</summary>");
            code.Line($"private static void MatchNext{element.Method}(");
            code.Indent();
            code.Line($"scoped in {spec.Payload.TypeName} payload, ReadOnlySpan<byte> body, ScratchBuffer scratch, ref ElementCursor elements, IElementSink sink)");
            code.Outdent();
            code.Open();
            values.ReadElement(code, list);
            code.Line("FilterMatch match = default;");
            code.Line("match.Element = raw;");
            code.Line($"Match{element.Method}(payload, element, raw, body, scratch, ref match);");
            code.Line("sink.Add(elements.Index, match);");
            code.Close();
        }
    }

    /// <summary>Emits the filters for the payload, or for the elements of a list.</summary>
    private void EmitFilters(string? list)
    {
        bool isFirst = EmitTexts(list);
        for (int i = 0; i < spec.Schema.Filters.Count; i++)
        {
            FilterSchema filter = spec.Schema.Filters[i];
            if (filter.Each != list)
            {
                continue;
            }

            string path = $"filters[{i}]";
            if (filter.Trigger is not null)
            {
                code.Separate(ref isFirst);
                EmitTrigger(filter, filter.Trigger, path);
            }

            if (filter.Resolve is not null)
            {
                code.Separate(ref isFirst);
                EmitResolve(filter, filter.Resolve, path);
            }

            if (filter.Acknowledge is not null)
            {
                code.Separate(ref isFirst);
                EmitAcknowledge(filter, filter.Acknowledge, path);
            }
        }
    }

    /// <summary>Emits the text of each key that a condition reads, created once for all conditions.</summary>
    /// <returns>True if there is none.</returns>
    private bool EmitTexts(string? list)
    {
        ConditionSchema[] all = [.. spec.Schema.Filters.Where(filter => filter.Each == list).SelectMany(SchemaConditions.OfParts).Where(static condition => condition.LooksIntoText)];
        ConditionSchema[] looks = [.. all.Where(static condition => condition.Key is not null)];
        bool isFirst = true;
        IEnumerable<KeySpec> keys = spec.Keys.Concat(list is null ? [] : spec.Element(list).Keys);
        foreach (KeySpec key in keys)
        {
            ConditionSchema[] own = [.. looks.Where(condition => spec.Key(list, condition.Key!) == key)];
            if (own.Length == 0)
            {
                continue;
            }

            code.Separate(ref isFirst);
            code.Line($"// key \"{Literals.Comment(key.Key)}\"");
            EmitText(TestEmitter.TextOf(key), $"{TestEmitter.Value(key)}.GetText(scratch)", own.Where(static condition => condition.TakesContainers));
            EmitText(TestEmitter.ScalarOf(key), $"{TestEmitter.Value(key)}.GetScalarText(scratch)", own.Where(static condition => !condition.TakesContainers));
        }

        if (all.Any(static condition => condition is { Key: null, IgnoreCase: true }))
        {
            string raw = new TestEmitter(spec, list, inPlace: false).Raw;
            code.Separate(ref isFirst);
            code.Line($"ReadOnlySpan<byte> {raw}{TestEmitter.Folded} = FilterText.Fold({raw}, scratch);");
        }

        return isFirst;
    }

    private void EmitText(string name, string text, IEnumerable<ConditionSchema> looks)
    {
        ConditionSchema[] all = [.. looks];
        if (all.Length > 0)
        {
            code.Line($"ReadOnlySpan<byte> {name} = {text};");
        }

        if (all.Any(static condition => condition.IgnoreCase))
        {
            code.Line($"ReadOnlySpan<byte> {name}{TestEmitter.Folded} = FilterText.Fold({name}, scratch);");
        }
    }

    private void EmitTrigger(FilterSchema filter, TriggerSchema trigger, string path)
    {
        EmitCondition("Trigger", trigger.When, filter, path);
        values.Urgency("match.Trigger.Urgency", filter);
        values.Key("match.Trigger.Key", "match.Trigger.KeyFault", trigger.MappedWith, filter.Each);
        EmitKeySpace("Trigger", filter);
        values.Text("match.Trigger.Title", trigger.Title, filter.Each, "title");
        values.Text("match.Trigger.Description", trigger.Description, filter.Each, "description");
        values.Text("match.Trigger.Link", trigger.Link, filter.Each, "link");
        values.Text("match.Trigger.OccurredAt", trigger.OccurredAt, filter.Each, "occurred_at", isTime: true);
        if (trigger.OccurredAt is not null)
        {
            code.Line("match.Trigger.IsTimed = true;");
        }

        if (trigger.ResolveAfter > 0)
        {
            code.Line($"match.Trigger.ResolveAfter = {trigger.ResolveAfter};");
        }

        values.Text("match.Trigger.EndsAt", trigger.EndsAt, filter.Each, "resolve_after", isTime: true);
        values.Members("match.Trigger.Members", trigger.GrownBy);
        values.Members("match.Trigger.Listed", trigger.Listed);
        values.Members("match.Trigger.Vanished", trigger.Vanished);
        code.Close();
    }

    private void EmitResolve(FilterSchema filter, ResolveSchema resolve, string path)
    {
        EmitCondition("Resolve", resolve.When, filter, path);
        values.Key("match.Resolve.Key", "match.Resolve.KeyFault", resolve.MappedWith, filter.Each);
        EmitKeySpace("Resolve", filter);
        values.Text("match.Resolve.OccurredAt", resolve.OccurredAt, filter.Each, "occurred_at", isTime: true);
        if (spec.Schema.IsTimed)
        {
            code.Line("match.Resolve.IsTimed = true;");
        }

        values.Members("match.Resolve.Members", resolve.Ended);
        values.Withheld("match.Resolve.Withheld", resolve.Unless, filter.Each);
        code.Close();
    }

    private void EmitAcknowledge(FilterSchema filter, AcknowledgeSchema acknowledge, string path)
    {
        EmitCondition("Acknowledge", acknowledge.When, filter, path);
        values.Key("match.Acknowledge.Key", null, acknowledge.MappedWith, filter.Each);
        EmitKeySpace("Acknowledge", filter);
        values.Text("match.Acknowledge.OccurredAt", acknowledge.OccurredAt, filter.Each, "occurred_at", isTime: true);
        code.Close();
    }

    private void EmitKeySpace(string part, FilterSchema filter)
    {
        if (spec.Schema.KeySpaceOf(filter) is string space)
        {
            code.Line($"match.{part}.KeySpace = {Literals.Text(space)};");
        }
    }

    private void EmitCondition(string part, EquatableArray<ConditionSchema> when, FilterSchema filter, string path)
    {
        string[] tests = [$"!match.{part}.Passed", .. when.SelectMany(new TestEmitter(spec, filter.Each, inPlace: false).Tests)];
        code.Line($"// {path}.{part.ToLowerInvariant()} of \"{Literals.Comment(filter.Name)}\"");
        code.Line($"if ({tests[0]}{(tests.Length == 1 ? ")" : string.Empty)}");
        code.Indent();
        for (int i = 1; i < tests.Length; i++)
        {
            code.Lines($"&& {tests[i]}{(i == tests.Length - 1 ? ")" : string.Empty)}");
        }

        code.Outdent();
        code.Open();
        code.Line($"match.{part}.Filter = {Literals.Text(filter.Name)};");
    }
}
