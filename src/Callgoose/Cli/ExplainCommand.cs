using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Text;
using Callgoose.Api;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Explain;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Services;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose explain</c>: shows the verdict of each filter on a payload, without a server.</summary>
internal static class ExplainCommand
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var from = new Option<string>("--from")
        {
            HelpName = "S", Description = "The source, as in the webhook's URL. Without it every integration is tried.", DefaultValueFactory = static _ => string.Empty,
        };
        var path = new Option<string?>("--path")
        {
            HelpName = "PATH",
            Description = "The path that the tool sends to, such as /v2/enqueue: explains what the door at that path makes of the payload, refusals included. Instead of --from.",
        };
        var contentType = new Option<string>("--content-type")
        {
            HelpName = "TYPE", Description = "The Content-Type of the webhook. Without it the first character of the payload decides.", DefaultValueFactory = static _ => string.Empty,
        };
        var headers = new Option<string[]>("--header")
        {
            HelpName = "NAME: VALUE", Description = "A header of the webhook, for filters that look at one. May be given several times.", DefaultValueFactory = static _ => [],
        };
        Option<string[]> schemas = CommonOptions.Schemas();
        var routes = new Option<bool>("--routes")
        {
            Description = "Also show for each incident that it would open why each route would take it or not, with the services of the configuration.",
        };
        Option<string?> config = DeliveryOptions.Config("The configuration file, for --routes.");
        Option<bool> json = CommonOptions.Json();
        var file = new Argument<string>("FILE") { Description = "The payload; - or nothing for standard input.", DefaultValueFactory = static _ => "-" };
        from.CompletionSources.Add(static _ => CommonOptions.IntegrationNames().Select(static name => new CompletionItem(name)));
        var command = new Command("explain", "Show for each filter whether a payload passes it, and if not, why.") { from, path, contentType, headers, schemas, routes, config, json, file };
        command.SetAction(async (parsed, cancellation) => Run(
            await ReadAsync(parsed.GetValue(file)!, cancellation),
            parsed.GetValue(from)!,
            parsed.GetValue(path),
            parsed.GetValue(contentType)!,
            parsed.GetValue(headers)!,
            CommonOptions.Load(parsed.GetValue(schemas)!),
            parsed.GetValue(routes) ? DeliveryOptions.Load(parsed.GetValue(config)) : null,
            parsed.GetValue(json),
            parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(
        byte[] body, string from, string? path, string contentType, string[] headers, IntegrationSet integrations, ServerSettings? routed, bool asJson, InvocationConfiguration console)
    {
        if (body.Length > MaxBytes)
        {
            throw new UsageException($"The payload has {body.Length} bytes; a server takes {MaxBytes} unless configured otherwise.");
        }

        if (path is not null && from.Length > 0)
        {
            throw new UsageException("--path says who sends already; leave --from out, or write --path '/v1/process?from=...'.");
        }

        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var call = new IncomingCall { Id = new TimeOrderedIds(TimeProvider.System).Next(), ReceivedAt = now };
        call.Body.Append(body);
        string target = path ?? "/v1/process?from=" + Uri.EscapeDataString(from);
        if (DoorTrial.Take(target, contentType, call, out PayloadForm form) is Problem refusal)
        {
            return Refused(refusal, console);
        }

        byte[] taken = call.Body.Written.ToArray();
        IEnumerable<Service> services = routed is null ? [Service.DefaultOf(integrations.Integrations)] : routed.Services;
        PayloadError error = Explainer.Explain(services, Encoding.UTF8.GetString(call.Text[call.Source]), taken, form, header => ValueOf(headers, header), now, out Explanation? explanation);
        if (!error.IsNone)
        {
            return Refused(Problems.InvalidPayload(error, taken), console);
        }

        RouteTable? table = routed is null ? null : RouteCommand.Table(routed);
        IReadOnlyList<IncidentEvent> opened = table is null ? [] : PayloadRoutes.EventsOf(explanation!, now);
        console.Output.Write(asJson
            ? JsonText.Write(writer =>
            {
                ExplanationJson.WriteMembers(writer, explanation!);
                if (table is not null)
                {
                    DeliveryJson.WriteRoutes(writer, opened.Select(one => (one, table.Explain(one))));
                }
            }) + "\n"
            : ExplanationText.Of(explanation!, Style.OfOutput) + (table is null ? string.Empty : PayloadRoutes.Text(opened, table)));
        return explanation!.AnyFilterPassed ? ExitCode.Done : ExitCode.NothingMatched;
    }

    private static int Refused(Problem problem, InvocationConfiguration console)
    {
        string place = problem.Place is PayloadErrorReport at ? string.Create(CultureInfo.InvariantCulture, $" at line {at.Line}, column {at.Column} (byte {at.Offset})") : string.Empty;
        console.Error.WriteLine($"callgoose: The payload would be refused with {problem.Status} {problem.Title}{place}: {problem.Detail}");
        return ExitCode.Usage;
    }

    /// <summary>Returns the value of a header. Like a server, it joins several values with commas.</summary>
    private static string? ValueOf(string[] headers, string name)
    {
        string[] values =
        [
            .. headers.Select(static header => header.Split(':', 2, StringSplitOptions.TrimEntries))
                .Where(header => header.Length == 2 && header[0].Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static header => header[1]),
        ];
        return values.Length == 0 ? null : string.Join(',', values);
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellation)
    {
        if (file != "-")
        {
            return File.Exists(file)
                ? await File.ReadAllBytesAsync(file, cancellation)
                : throw new UsageException($"There is no file {file}; name a payload, or - for standard input.");
        }

        using var bytes = new MemoryStream();
        await using Stream input = Console.OpenStandardInput();
        await input.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }
}
