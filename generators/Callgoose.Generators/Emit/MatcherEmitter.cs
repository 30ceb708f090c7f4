using Callgoose.Generators.Model;
using Callgoose.Schema;

namespace Callgoose.Generators.Emit;

/// <summary>Emits the API filters of an integration, in their order.</summary>
internal static class MatcherEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(IntegrationSpec spec)
    {
        CodeWriter code = CodeWriter.File("System", "Callgoose.Incidents", "Callgoose.Payloads");
        code.Line($"/// <summary>The API filters of {Literals.Xml(spec.Schema.Name)}.</summary>");
        code.GeneratedType($"internal static class {spec.TypeName}Filters");
        code.Line("/// <summary>Runs the filters. The first trigger and the first resolve that pass decide; what passed before is kept.</summary>");
        code.Open($"public static void Match(in {spec.Payload.TypeName} payload, ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match)");
        EmitTexts(code, spec);
        bool isFirst = !spec.Keys.Any(key => IsLookedInto(spec.Schema, key.Key));
        for (int i = 0; i < spec.Schema.Filters.Count; i++)
        {
            FilterSchema filter = spec.Schema.Filters[i];
            string path = $"filters[{i}]";
            if (filter.Trigger is not null)
            {
                code.Separate(ref isFirst);
                EmitTrigger(code, spec, filter, filter.Trigger, path);
            }

            if (filter.Resolve is not null)
            {
                code.Separate(ref isFirst);
                EmitResolve(code, spec, filter, filter.Resolve, path);
            }
        }

        code.Close();
        code.Close();
        return code.Finish();
    }

    /// <summary>The text of each key that a condition looks into, made once however many conditions look.</summary>
    private static void EmitTexts(CodeWriter code, IntegrationSpec spec)
    {
        bool isFirst = true;
        foreach (KeySpec key in spec.Keys.Where(key => IsLookedInto(spec.Schema, key.Key)))
        {
            code.Separate(ref isFirst);
            code.Line($"// key \"{Literals.Comment(key.Key)}\"");
            if (Looks(spec.Schema, key.Key).Any(static condition => condition.TakesContainers))
            {
                code.Line($"ReadOnlySpan<byte> {TestEmitter.TextOf(key)} = {TestEmitter.Value(key)}.GetText(scratch);");
            }

            if (Looks(spec.Schema, key.Key).Any(static condition => !condition.TakesContainers))
            {
                code.Line($"ReadOnlySpan<byte> {TestEmitter.ScalarOf(key)} = {TestEmitter.Value(key)}.GetScalarText(scratch);");
            }
        }
    }

    private static bool IsLookedInto(IntegrationSchema schema, string key) => Looks(schema, key).Any();

    /// <summary>The conditions that look into the text of a key's value.</summary>
    private static IEnumerable<ConditionSchema> Looks(IntegrationSchema schema, string key) => schema.Filters
        .SelectMany(static filter => filter.Trigger?.When.Concat(filter.Resolve?.When ?? default) ?? filter.Resolve!.When)
        .Where(condition => condition.Key == key && condition.LooksIntoText);

    private static void EmitTrigger(CodeWriter code, IntegrationSpec spec, FilterSchema filter, TriggerSchema trigger, string path)
    {
        EmitCondition(code, spec, "!match.Trigger.Passed", trigger.When, $"{path}.trigger of \"{Literals.Comment(filter.Name)}\"");
        code.Line($"match.Trigger.Filter = {Literals.Text(filter.Name)};");
        code.Line($"match.Trigger.Urgency = Urgency.{Identifiers.Pascal(filter.Urgency)};");
        EmitScalar(code, spec, "match.Trigger.Key", trigger.MappedWith, "incident_mapped_with");
        EmitScalar(code, spec, "match.Trigger.Title", trigger.Title, "title");
        EmitScalar(code, spec, "match.Trigger.Description", trigger.Description, "description");
        EmitScalar(code, spec, "match.Trigger.OccurredAt", spec.Schema.OccurredAt.Trigger, "occurred_at.trigger");
        EmitTimed(code, spec, "match.Trigger");
        code.Close();
    }

    private static void EmitResolve(CodeWriter code, IntegrationSpec spec, FilterSchema filter, ResolveSchema resolve, string path)
    {
        EmitCondition(code, spec, "!match.Resolve.Passed", resolve.When, $"{path}.resolve of \"{Literals.Comment(filter.Name)}\"");
        code.Line($"match.Resolve.Filter = {Literals.Text(filter.Name)};");
        EmitScalar(code, spec, "match.Resolve.Key", resolve.MappedWith, "incident_mapped_with");
        EmitScalar(code, spec, "match.Resolve.OccurredAt", spec.Schema.OccurredAt.Resolve, "occurred_at.resolve");
        EmitTimed(code, spec, "match.Resolve");
        code.Close();
    }

    private static void EmitCondition(
        CodeWriter code, IntegrationSpec spec, string undecided, EquatableArray<ConditionSchema> when, string comment)
    {
        string[] tests = [undecided, .. when.SelectMany(condition => TestEmitter.Tests(condition, condition.Key is null ? null : spec.Key(condition.Key)))];
        code.Line($"// {comment}");
        code.Line($"if ({tests[0]}{(tests.Length == 1 ? ")" : string.Empty)}");
        code.Indent();
        for (int i = 1; i < tests.Length; i++)
        {
            code.Lines($"&& {tests[i]}{(i == tests.Length - 1 ? ")" : string.Empty)}");
        }

        code.Outdent();
        code.Line("{");
        code.Indent();
    }

    private static void EmitTimed(CodeWriter code, IntegrationSpec spec, string part)
    {
        if (spec.Schema.OccurredAt.Trigger is not null)
        {
            code.Line($"{part}.IsTimed = true;");
        }
    }

    private static void EmitScalar(CodeWriter code, IntegrationSpec spec, string target, string? key, string property)
    {
        if (key is not null)
        {
            code.Line($"{target} = {TestEmitter.Value(spec.Key(key))}.GetScalarText(scratch); // {property}: \"{Literals.Comment(key)}\"");
        }
    }
}
