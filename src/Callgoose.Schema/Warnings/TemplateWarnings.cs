namespace Callgoose.Schema;

/// <summary>Finds mistakes in a tool's template, as far as that is possible without the tool.</summary>
internal static class TemplateWarnings
{
    /// <summary>Reports a template that is not JSON, and keys that it lacks.</summary>
    public static void Find(IntegrationSchema schema, SchemaNodes nodes, ProblemList warnings)
    {
        if (schema.Template is not string template)
        {
            return;
        }

        SchemaNode place = nodes.Property("template");
        if (FilledTemplate.Read(template) is not PayloadDocument payload)
        {
            warnings.Add(SchemaRules.BadTemplate, place.Span, "This template is not JSON once its variables are filled in, so the tool's calls would have no keys; correct it.");
            return;
        }

        foreach (FilterSchema filter in schema.Filters.Where(static filter => filter.Each is null))
        {
            CheckPart("trigger", filter.Trigger?.When, filter.Trigger?.MappedWith, filter.Trigger?.Title);
            CheckPart("resolve", filter.Resolve?.When, filter.Resolve?.MappedWith, null);
            CheckPart("acknowledge", filter.Acknowledge?.When, filter.Acknowledge?.MappedWith, null);

            // A part that uses no key of the template is for calls without the template.
            void CheckPart(string part, EquatableArray<ConditionSchema>? when, ValueSchema? mapped, ValueSchema? title)
            {
                string[] keys = [.. (when ?? default).Where(Conditions.RequiresValue).Select(static condition => condition.Key).Concat(KeysOf(mapped)).Concat(KeysOf(title)).OfType<string>().Distinct()];
                if (keys.FirstOrDefault(key => payload.Find(key).IsMissing) is string lacking && keys.Any(key => !payload.Find(key).IsMissing))
                {
                    warnings.Add(
                        SchemaRules.BadTemplate, place.Span, $"The {part} of \"{filter.Name}\" needs the key \"{lacking}\", which is not in this template; write it into the template, or leave it out of the filter.");
                }
            }
        }
    }

    /// <summary>The keys that a value needs.</summary>
    private static EquatableArray<string> KeysOf(ValueSchema? value) => value is { Options: { Count: 1 } options } && options[0].Of is null ? options[0].Keys : default;
}
