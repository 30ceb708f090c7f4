using System.CommandLine;
using System.Text.Json;
using Callgoose.Auth;

namespace Callgoose.Cli;

/// <summary><c>callgoose incidents list|show|acknowledge|unacknowledge|resolve</c>: on a data folder, or on a server.</summary>
internal static class IncidentsCommand
{
    /// <summary>Makes the command with its subcommands.</summary>
    public static Command Create() => new("incidents", "List, show, acknowledge and resolve incidents.")
    {
        CreateList(),
        CreateOne("show", "Show an incident with its timeline.", null),
        CreateOne("acknowledge", "Tell that somebody has taken an incident.", "acknowledge"),
        CreateOne("unacknowledge", "Give an incident back.", "unacknowledge"),
        CreateOne("resolve", "Tell that an incident is over.", "resolve"),
    };

    private static Command CreateList()
    {
        var state = new Option<string?>("--state") { Description = "Only incidents in this state; active is triggered or acknowledged." };
        state.AcceptOnlyFromAmong("active", "triggered", "acknowledged", "resolved");
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "How many at most, newest first; up to 1000.", DefaultValueFactory = static _ => 50 };
        Option<bool> json = CommonOptions.Json();
        (Option<string?> url, Option<string?> token, Option<string> data) = Where();
        var command = new Command("list", "List incidents, newest first.") { state, limit, json, url, token, data };
        command.SetAction(async (parsed, _) =>
        {
            IIncidentAccess incidents = Open(parsed.GetValue(url), parsed.GetValue(token), () => parsed.GetValue(data)!);
            JsonElement list = await incidents.ListAsync(parsed.GetValue(state), Math.Clamp(parsed.GetValue(limit), 1, 1000));
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? list + "\n" : IncidentText.Table(list));
            return ExitCode.Done;
        });
        return command;
    }

    /// <param name="name">The command's name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="action">The action of the HTTP API; null only to show.</param>
    private static Command CreateOne(string name, string description, string? action)
    {
        var id = new Argument<string>("ID") { Description = "The incident's id." };
        var comment = new Option<string?>("--comment") { HelpName = "TEXT", Description = "What there is to say; it stands in the timeline." };
        Option<bool> json = CommonOptions.Json();
        (Option<string?> url, Option<string?> token, Option<string> data) = Where();
        var command = new Command(name, description) { id, json, url, token, data };
        if (action is not null)
        {
            command.Options.Add(comment);
        }

        command.SetAction(async (parsed, _) =>
        {
            IIncidentAccess incidents = Open(parsed.GetValue(url), parsed.GetValue(token), () => parsed.GetValue(data)!);
            string incident = parsed.GetValue(id)!;
            JsonElement? found = action is null ? await incidents.ShowAsync(incident) : await incidents.ActAsync(incident, action, parsed.GetValue(comment));
            if (found is null)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"callgoose: There is no incident {SecretMask.Apply(incident)}; 'callgoose incidents list' shows them.");
                return ExitCode.Failed;
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? found + "\n" : IncidentText.Details(found.Value));
            return ExitCode.Done;
        });
        return command;
    }

    private static (Option<string?> Url, Option<string?> Token, Option<string> Data) Where() => (
        ServerClient.Url(),
        ServerClient.Token(),
        CommonOptions.Data());

    private static IIncidentAccess Open(string? url, string? token, Func<string> data) => url is null
        ? new FolderIncidents(data())
        : new ServerIncidents(new ServerClient(url, token));
}
