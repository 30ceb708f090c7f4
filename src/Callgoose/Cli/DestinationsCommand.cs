using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Configuration;
using Callgoose.Delivery;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Sending;
using Callgoose.Destinations;
using Callgoose.Payloads;
using Callgoose.Schema.Destinations;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose destinations list|test|kinds</c>: works on a server or a configuration.</summary>
internal static class DestinationsCommand
{
    /// <summary>Creates the command with its subcommands.</summary>
    public static Command Create() => new("destinations", "Show where events go, and send test events.") { CreateList(), CreateTest(), CreateKinds() };

    private static Command CreateList()
    {
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string?> config = DeliveryOptions.Config("The configuration file, without a server.");
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "The data folder, without a server. By default that of the configuration.", Validators = { CommonOptions.RefuseBlank } };
        var command = new Command("list", "List the destinations; with --url also their states.") { json, url, token, config, data };
        command.SetAction(async (parsed, _) =>
        {
            JsonElement list = parsed.GetValue(url) is string server
                ? await ListOfServerAsync(server, parsed.GetValue(token))
                : await ListOfConfigurationAsync(
                    DeliveryOptions.Load(parsed.GetValue(config)), parsed.GetValue(data) is string folder ? CommonOptions.ExistingFolder(folder) : null);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? list + "\n" : Table(list));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateTest()
    {
        var name = new Argument<string>("NAME") { Description = "The destination's name." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string?> config = DeliveryOptions.Config("The configuration file, without a server.");
        var command = new Command("test", "Send a marked test event to a destination, and show the answer.") { name, json, url, token, config };
        command.SetAction(async (parsed, cancellation) =>
        {
            string wanted = parsed.GetValue(name)!;
            JsonElement? result = parsed.GetValue(url) is string server
                ? await TestOnServerAsync(server, parsed.GetValue(token), wanted)
                : await TestHereAsync(DeliveryOptions.Load(parsed.GetValue(config)), wanted, cancellation);
            if (result is not JsonElement answer)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"callgoose: There is no destination {wanted}; 'callgoose destinations list' shows them.");
                return ExitCode.Failed;
            }

            string verdict = answer.GetProperty("verdict").GetString()!;
            string status = answer.GetProperty("status").ValueKind == JsonValueKind.Number ? $"HTTP {answer.GetProperty("status")}: " : string.Empty;
            await parsed.InvocationConfiguration.Output.WriteAsync(
                parsed.GetValue(json) ? answer + "\n" : $"{(verdict == "delivered" ? "delivered" : "not delivered")}  {status}{TerminalText.Line(answer.GetProperty("answer").GetString()!)}\n");
            return verdict == "delivered" ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static Command CreateKinds()
    {
        var command = new Command("kinds", "List the kinds of destinations with their settings.");
        command.SetAction(parsed =>
        {
            foreach (DestinationKind kind in DestinationKinds.BuiltIn)
            {
                parsed.InvocationConfiguration.Output.Write($"{kind.Name}: {kind.Schema.Description}\n");
                foreach (DestinationSetting setting in kind.Schema.Settings)
                {
                    string need = setting.IsRequired ? "required" : setting.Default.Length > 0 ? $"default {setting.Default}" : "optional";
                    parsed.InvocationConfiguration.Output.Write($"    {setting.Name,-14}  {need}{(setting.IsSecret ? ", secret" : string.Empty)}. {setting.Description}\n");
                }
            }
        });
        return command;
    }

    private static async Task<JsonElement> ListOfServerAsync(string url, string? token)
    {
        using var server = new ServerClient(url, token);
        return (await server.SendAsync(HttpMethod.Get, "v1/destinations"))!.Value;
    }

    private static async Task<JsonElement?> TestOnServerAsync(string url, string? token, string name)
    {
        using var server = new ServerClient(url, token);
        return await server.SendAsync(HttpMethod.Post, $"v1/destinations/{Uri.EscapeDataString(name)}/test");
    }

    private static async Task<JsonElement> ListOfConfigurationAsync(ServerSettings settings, string? data)
    {
        string folder = data ?? settings.DataFolder;
        IReadOnlyDictionary<string, WaitingDeliveries> waiting = Directory.Exists(folder)
            ? await new SqliteDeliveryStore(DataFolder.Open(folder)).WaitingAsync()
            : new Dictionary<string, WaitingDeliveries>();
        return Parse(json =>
        {
            json.WriteStartArray("destinations"u8);
            foreach (DestinationSettings one in settings.Delivery.Destinations)
            {
                string? fault = new Destination(one).Fault;
                Write(one.Name, one.Kind.Name, fault is null ? "configured" : "broken", fault);
            }

            foreach (string removed in waiting.Keys.Except(settings.Delivery.Destinations.Select(static one => one.Name)))
            {
                Write(removed, string.Empty, "removed", $"the configuration does not have it any more; what waits goes out if the name comes back, or ends by 'callgoose deliveries skip --destination {removed}'");
            }

            json.WriteEndArray();

            void Write(string name, string kind, string state, string? reason)
            {
                WaitingDeliveries? found = waiting.GetValueOrDefault(name);
                DeliveryJson.Write(json, new DestinationStatus
                {
                    Name = name,
                    Kind = kind,
                    State = state,
                    Reason = reason,
                    Waiting = found?.Count ?? 0,
                    OldestAt = found?.OldestAt,
                    DeliveredAt = null,
                    Delivered = 0,
                    Dead = 0,
                    Tries = 0,
                });
            }
        });
    }

    private static async Task<JsonElement?> TestHereAsync(ServerSettings settings, string name, CancellationToken cancellation)
    {
        SendResult? result = await DeliveryService.TestOnceAsync(settings.Delivery, name, TimeProvider.System, "callgoose", cancellation);
        return result is null ? null : Parse(json => DeliveryJson.WriteMembers(json, result));
    }

    private static string Table(JsonElement list)
    {
        var table = TextTable.Whole("NAME", "KIND", "STATE", "WAITING", "OLDEST", "DELIVERED", "DEAD", "REASON");
        foreach (JsonElement one in list.GetProperty("destinations").EnumerateArray())
        {
            table.Add(
                Text(one, "name"), Text(one, "kind"), Text(one, "state"), Number(one, "waiting"), Text(one, "oldestAt"), Number(one, "delivered"), Number(one, "dead"),
                Text(one, "reason"));
        }

        return table.ToString();
    }

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString() ?? string.Empty;

    private static string Number(JsonElement one, string name) => one.GetProperty(name).GetInt64().ToString(CultureInfo.InvariantCulture);

    private static JsonElement Parse(Action<Utf8JsonWriter> members)
    {
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(members));
        return document.RootElement.Clone();
    }
}
