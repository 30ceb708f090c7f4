using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Payloads;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose deliveries list|show|retry|skip</c>: works on a data folder, even while a server runs on it, or on a server.</summary>
internal static class DeliveriesCommand
{
    /// <summary>Creates the command with its subcommands.</summary>
    public static Command Create() => new("deliveries", "Show what was delivered, what waits and what was given up.")
    {
        CreateList(),
        CreateShow(),
        CreateChange("retry", "Send a delivery at once, or every dead one again, or every waiting one of a destination.", skip: false),
        CreateChange("skip", "Give up a delivery without sending it, or every dead one, or every waiting one of a destination.", skip: true),
    };

    private static Command CreateList()
    {
        var state = new Option<string?>("--state") { Description = "Only those in this state." };
        state.AcceptOnlyFromAmong([.. DeliveryStateText.All]);
        var destination = new Option<string?>("--destination") { HelpName = "NAME", Description = "Only those for this destination." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "How many at most, newest first; up to 500.", DefaultValueFactory = static _ => 50 };
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data();
        var command = new Command("list", "List deliveries, newest first.") { state, destination, limit, json, url, token, data };
        command.SetAction(async (parsed, _) =>
        {
            int most = Math.Clamp(parsed.GetValue(limit), 1, 500);
            JsonElement list;
            if (parsed.GetValue(url) is string address)
            {
                using var server = new ServerClient(address, parsed.GetValue(token));
                string path = $"v1/deliveries?limit={most}"
                    + (parsed.GetValue(state) is string wanted ? $"&state={wanted}" : string.Empty)
                    + (parsed.GetValue(destination) is string name ? $"&destination={Uri.EscapeDataString(name)}" : string.Empty);
                list = (await server.SendAsync(HttpMethod.Get, path))!.Value;
            }
            else
            {
                list = List(await Deliveries(parsed.GetValue(data)!).ListAsync(new DeliveryQuery
                {
                    State = parsed.GetValue(state) is string wanted ? DeliveryStateText.Parse(wanted) : null,
                    Destination = parsed.GetValue(destination),
                    Limit = most,
                }));
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? list + "\n" : Table(list));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<string>("ID") { Description = "The delivery's id." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data();
        var command = new Command("show", "Show a delivery with the last answer.") { id, json, url, token, data };
        command.SetAction(async (parsed, _) =>
        {
            JsonElement? found;
            if (parsed.GetValue(url) is string address)
            {
                using var server = new ServerClient(address, parsed.GetValue(token));
                found = (await server.SendAsync(HttpMethod.Get, $"v1/deliveries/{Uri.EscapeDataString(parsed.GetValue(id)!)}"))?.GetProperty("delivery");
            }
            else
            {
                found = List(await Deliveries(parsed.GetValue(data)!).ListAsync(new DeliveryQuery { Id = parsed.GetValue(id), Limit = 1 })).GetProperty("deliveries").EnumerateArray().Cast<JsonElement?>().FirstOrDefault();
            }

            if (found is not JsonElement delivery)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync("callgoose: There is no such delivery; 'callgoose deliveries list' shows them.");
                return ExitCode.Failed;
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json)
                ? delivery + "\n"
                : string.Concat(delivery.EnumerateObject().Where(static member => member.Value.ValueKind != JsonValueKind.Null).Select(static member => $"{member.Name,-12}  {TerminalText.Line(member.Value.ToString())}\n")));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateChange(string name, string description, bool skip)
    {
        var id = new Argument<string?>("ID") { Description = "The delivery's id.", Arity = ArgumentArity.ZeroOrOne };
        var dead = new Option<bool>("--dead") { Description = "Every dead delivery." };
        var destination = new Option<string?>("--destination") { HelpName = "NAME", Description = "Every waiting delivery to this destination; with --dead every one that was given up." };
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data();
        var command = new Command(name, description) { id, dead, destination, url, token, data };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(id) is null) != (result.GetValue(dead) || result.GetValue(destination) is not null))
            {
                result.AddError("Name a delivery by its id, or say --dead, --destination NAME, or both of them.");
            }
        });
        command.SetAction(async (parsed, _) =>
        {
            int changed;
            if (parsed.GetValue(url) is string address)
            {
                using var server = new ServerClient(address, parsed.GetValue(token));
                string path = parsed.GetValue(id) is string one
                    ? $"v1/deliveries/{Uri.EscapeDataString(one)}/{name}"
                    : $"v1/deliveries/{name}?state={(parsed.GetValue(dead) ? "dead" : "waiting")}"
                        + (parsed.GetValue(destination) is string to ? $"&destination={Uri.EscapeDataString(to)}" : string.Empty);
                changed = (await server.SendAsync(HttpMethod.Post, path))?.GetProperty("changed").GetInt32() ?? 0;
            }
            else
            {
                changed = await Deliveries(parsed.GetValue(data)!).ChangeAsync(
                    new DeliverySelection(parsed.GetValue(id), parsed.GetValue(destination), null) { IsWaiting = !parsed.GetValue(dead) }, skip, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{changed} {(changed == 1 ? "delivery" : "deliveries")} changed"));
            return changed > 0 ? ExitCode.Done : ExitCode.NothingMatched;
        });
        return command;
    }

    private static SqliteDeliveryStore Deliveries(string data) => new(DataFolder.Open(CommonOptions.ExistingFolder(data)));

    private static JsonElement List(IReadOnlyList<DeliveryRow> rows)
    {
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(json =>
        {
            json.WriteStartArray("deliveries"u8);
            foreach (DeliveryRow row in rows)
            {
                DeliveryJson.Write(json, row);
            }

            json.WriteEndArray();
        }));
        return document.RootElement.Clone();
    }

    private static string Table(JsonElement list)
    {
        var table = TextTable.Whole("ID", "DESTINATION", "EVENT", "STATE", "TRIES", "CREATED", "STATUS", "ANSWER");
        foreach (JsonElement one in list.GetProperty("deliveries").EnumerateArray())
        {
            table.Add(
                Text(one, "id"), Text(one, "destination"), Text(one, "event"), Text(one, "state"), one.GetProperty("tries").ToString(), Text(one, "createdAt"),
                one.GetProperty("status").ToString(), Text(one, "answer"));
        }

        return table.ToString();
    }

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString() ?? string.Empty;
}
