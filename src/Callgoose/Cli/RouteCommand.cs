using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Configuration;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Reading;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose route explain|test</c>: explains where events go and why, and where they would go under other settings.</summary>
internal static class RouteCommand
{
    private const int PageSize = 1000;

    /// <summary>Creates the command with its subcommands.</summary>
    public static Command Create() => new("route", "Explain why events are sent where they are sent.") { CreateExplain(), CreateTest() };

    private static Command CreateExplain()
    {
        var id = new Argument<string>("INCIDENT") { Description = "The incident's id." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string?> config = DeliveryOptions.Config("The configuration file, without a server.");
        Option<string> data = CommonOptions.Data(mayBeShared: true);
        var command = new Command("explain", "Show for each event of an incident why each route took it or not.") { id, json, url, token, config, data };
        command.SetAction(async (parsed, _) =>
        {
            JsonElement? found;
            if (parsed.GetValue(url) is string address)
            {
                using var server = new ServerClient(address, parsed.GetValue(token));
                found = await server.SendAsync(HttpMethod.Get, $"v1/incidents/{Uri.EscapeDataString(parsed.GetValue(id)!)}/routes");
            }
            else
            {
                using PastIncidents past = await PastIncidents.OpenAsync(parsed, data, parsed.GetValue(config));
                found = await ExplainHereAsync(past, parsed.GetValue(id)!, Table(DeliveryOptions.Load(parsed.GetValue(config))));
            }

            if (found is not JsonElement explained)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync("callgoose: There is no such incident; 'callgoose incidents list' shows them.");
                return ExitCode.Failed;
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? explained + "\n" : Text(explained));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateTest()
    {
        var since = new Option<string>("--since") { HelpName = "7d", Description = "How far back to look.", DefaultValueFactory = static _ => "7d" };
        Option<string?> config = DeliveryOptions.Config("The changed configuration. It is compared with the one that a server finds by itself.");
        Option<string> data = CommonOptions.Data(mayBeShared: true, followsConfig: false);
        var command = new Command("test", "Show which past events a changed configuration would have sent elsewhere. Exit code 3: none.") { since, config, data };
        command.SetAction(async (parsed, _) =>
        {
            if (!Duration.TryParse(parsed.GetValue(since)!, out TimeSpan back))
            {
                throw new UsageException($"--since is not a duration; {Duration.Form}, such as 7d.");
            }

            RouteTable before = Table(DeliveryOptions.Load(null));
            RouteTable after = Table(DeliveryOptions.Load(parsed.GetValue(config)));
            long from = TimeProvider.System.GetUtcNow().Subtract(back).ToUnixTimeMilliseconds();
            using PastIncidents past = await PastIncidents.OpenAsync(parsed, data, config: null);
            var table = TextTable.Whole("INCIDENT", "EVENT", "BEFORE", "AFTER", "TITLE");
            int looked = 0;
            int differ = 0;
            await foreach (IncidentEvent one in EventsAsync(past, from))
            {
                looked++;
                string old = string.Join(", ", before.DestinationsOf(one));
                string changed = string.Join(", ", after.DestinationsOf(one));
                if (old != changed)
                {
                    differ++;
                    table.Add(one.Incident.ToString(), one.Event, old.Length == 0 ? "nowhere" : old, changed.Length == 0 ? "nowhere" : changed, one.Title);
                }
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{(differ > 0 ? table : string.Empty)}{differ} of {looked} events would go elsewhere\n"));
            return differ > 0 ? ExitCode.Done : ExitCode.NothingMatched;
        });
        return command;
    }

    /// <summary>Returns the events of all incidents since a time, grouped by incident, the newest incident first.</summary>
    private static async IAsyncEnumerable<IncidentEvent> EventsAsync(PastIncidents past, long from)
    {
        long? cursor = null;
        do
        {
            IncidentPage page = await past.ListAsync(new IncidentQuery { Limit = PageSize, BeforeSequence = cursor });
            foreach (IncidentSummary incident in page.Incidents.Where(one => one.ResolvedAt is not long end || Math.Max(end, one.LastSeenAt) >= from))
            {
                IEnumerable<IncidentEvent> events = await past.FindAsync(incident.Id) is IncidentDetails details ? TimelineEvents.Of(details) : [];
                foreach (IncidentEvent one in events.Where(one => one.At >= from))
                {
                    yield return one;
                }
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>Returns the routes of a configuration.</summary>
    internal static RouteTable Table(ServerSettings settings) =>
        settings.Delivery.MakeRoutes(service => settings.Services.FirstOrDefault(one => one.Name == service)?.Team);

    private static async Task<JsonElement?> ExplainHereAsync(PastIncidents past, string id, RouteTable routes)
    {
        if (!TimeOrderedId.TryParse(id, out TimeOrderedId incident) || await past.FindAsync(incident) is not IncidentDetails details)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(JsonText.Write(
            json => DeliveryJson.WriteRoutes(json, TimelineEvents.Of(details).Select(one => (one, routes.Explain(one))))));
        return document.RootElement.Clone();
    }

    private static string Text(JsonElement explained)
    {
        var text = new StringBuilder();
        foreach (JsonElement one in explained.GetProperty("events").EnumerateArray())
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.GetProperty("number")} {one.GetProperty("event").GetString()}\n");
            RouteText.Append(text, one.GetProperty("routes").EnumerateArray().Select(static route => new RouteVerdict(
                route.GetProperty("route").GetString()!,
                route.GetProperty("fires").GetBoolean(),
                route.GetProperty("reason").GetString(),
                [.. route.GetProperty("to").EnumerateArray().Select(static name => name.GetString()!)])
            {
                NotTo = [.. route.GetProperty("notTo").EnumerateArray().Select(static one =>
                    new HeldBackDestination(one.GetProperty("destination").GetString()!, one.GetProperty("reason").GetString()!))],
            }));
        }

        return text.ToString();
    }
}
