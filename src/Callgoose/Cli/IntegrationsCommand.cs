using System.CommandLine;
using System.CommandLine.Completions;
using Callgoose.Catalog;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Cli;

/// <summary><c>callgoose integrations</c>: lists the supported tools, and the texts to paste into each.</summary>
internal static class IntegrationsCommand
{
    private const string AnyHost = "https://YOUR-HOST";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { HelpName = "NAME", Description = "A tool, by name or alias. Without one all are listed.", Arity = ArgumentArity.ZeroOrOne };
        var url = new Option<string>("--url") { HelpName = "URL", Description = "Where the server can be reached.", DefaultValueFactory = static _ => AnyHost };
        Option<string[]> schemas = CommonOptions.Schemas();
        Option<bool> json = CommonOptions.Json();
        name.CompletionSources.Add(static _ => CommonOptions.IntegrationNames().Select(static one => new CompletionItem(one)));
        var command = new Command("integrations", "List the integrations, or show what to set up in one tool.") { name, url, schemas, json };

        // The former name of the command.
        command.Aliases.Add("sources");
        command.SetAction(parsed =>
        {
            CommonOptions.Load(parsed.GetValue(schemas)!);
            IntegrationSchema[] all = [.. SchemaSet.Read(parsed.GetValue(schemas)!).Schemas.OrderBy(static schema => schema.Name, StringComparer.OrdinalIgnoreCase)];
            TextWriter output = parsed.InvocationConfiguration.Output;
            IntegrationSchema[] chosen = parsed.GetValue(name) is string wanted ? [Find(all, wanted)] : all;
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonText.Write(writer => IntegrationJson.WriteList(writer, chosen)));
            }
            else
            {
                output.Write(parsed.GetValue(name) is null ? IntegrationText.Table(all) : IntegrationText.SetUp(chosen[0], parsed.GetValue(url)!.TrimEnd('/')));
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Finds the schema with a name or alias.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static IntegrationSchema Find(IReadOnlyList<IntegrationSchema> schemas, string name)
    {
        string[] known = [.. schemas.SelectMany(static schema => schema.Aliases.Prepend(schema.Name)).Where(static alias => alias != NameClashes.Everybody)];
        return schemas.FirstOrDefault(schema => schema.Aliases.Prepend(schema.Name).Any(alias => AsciiCase.Comparer.Equals(alias, name)))
            ?? throw new UsageException($"There is no integration \"{name}\"; did you mean \"{NearestName.Of(name, known)}\"? 'callgoose integrations' lists them.");
    }
}
