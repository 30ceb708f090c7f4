using System.CommandLine;
using System.CommandLine.Completions;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Schema;

using Callgoose.Incidents;

namespace Callgoose.Cli;

/// <summary><c>callgoose send-test</c>: sends an integration's sample to a server, like the tool's own test button.</summary>
internal static class SendTestCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var from = new Option<string>("--from") { HelpName = "S", Required = true, Description = "The integration, by name or alias." };
        var resolve = new Option<bool>("--resolve") { Description = "Send the sample that resolves." };
        var sample = new Option<int?>("--sample") { HelpName = "N", Description = "Which of several samples, from 1. By default the first, and the resolve that belongs to it." };
        var url = new Option<string>("--url") { HelpName = ServerClient.UrlName, Description = "The server.", DefaultValueFactory = static _ => ServerSettings.DefaultUrl };
        var token = new Option<string?>("--token") { HelpName = "T", Description = $"The token; else the variable {EnvironmentSettings.ClientToken}." };
        Option<string[]> schemas = CommonOptions.Schemas();
        from.CompletionSources.Add(static _ => CommonOptions.IntegrationNames().Select(static name => new CompletionItem(name)));
        var command = new Command("send-test", "Send an integration's sample to a server.") { from, resolve, sample, url, token, schemas };
        command.SetAction(async (parsed, cancellation) =>
        {
            IntegrationSet integrations = CommonOptions.Load(parsed.GetValue(schemas)!);
            IntegrationSchema schema = IntegrationsCommand.Find([.. SchemaSet.Read(parsed.GetValue(schemas)!).Schemas], parsed.GetValue(from)!);
            EquatableArray<string> samples = parsed.GetValue(resolve) ? schema.Samples.Resolve : schema.Samples.Trigger;
            int number = parsed.GetValue(sample) ?? (parsed.GetValue(resolve) ? ResolveOfFirst(schema) : 1);
            if (number < 1 || number > samples.Count)
            {
                throw new UsageException($"{schema.Name} has {samples.Count} {(parsed.GetValue(resolve) ? "resolve" : "trigger")} samples; there is no number {number}.");
            }

            Integration integration = integrations.Integrations.First(one => one.Name == schema.Name);
            return await SendAsync(
                Server(parsed.GetValue(url)!), parsed.GetValue(from)!, integration, samples[number - 1],
                parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(EnvironmentSettings.ClientToken), parsed.InvocationConfiguration, cancellation);
        });
        return command;
    }

    /// <summary>Returns the index of the resolve sample with the key of the first trigger sample; the first one if none has it.</summary>
    private static int ResolveOfFirst(IntegrationSchema schema)
    {
        string? key = schema.Samples.Trigger.Count == 0 ? null : Evaluate(schema, schema.Samples.Trigger[0]).Trigger?.Key;
        int index = schema.Samples.Resolve.ToList().FindIndex(sample => Evaluate(schema, sample).Resolve?.Key == key);
        return Math.Max(index, 0) + 1;
    }

    private static EvaluationResult Evaluate(IntegrationSchema schema, string sample) =>
        Evaluator.Evaluate(schema, PayloadDocument.Parse(Encoding.UTF8.GetBytes(sample)));

    private static Uri Server(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? server) && server.Scheme is "http" or "https"
        ? new Uri(url.TrimEnd('/') + "/")
        : throw new UsageException($"--url is '{SecretMask.Apply(url)}', which is not an address such as {ServerSettings.DefaultUrl}.");

    private static async Task<int> SendAsync(
        Uri server, string from, Integration integration, string sample, string? token, InvocationConfiguration console, CancellationToken cancellation)
    {
        var trust = new ServerTrust();
        using var http = new HttpClient(trust.Handler()) { Timeout = Timeout };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"v1/process?from={Uri.EscapeDataString(from)}"));
        request.Content = new ByteArrayContent(SamplePayload.Write(integration, Encoding.UTF8.GetBytes(sample)));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach ((string name, string value) in SamplePayload.Headers(integration, sample))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellation);
            string answer = await response.Content.ReadAsStringAsync(cancellation);
            int status = (int)response.StatusCode;
            await console.Output.WriteLineAsync(answer);
            await console.Error.WriteLineAsync($"{status}: {Meaning(status, answer)}");
            return status is 200 or 201 ? ExitCode.Done : status == 202 ? ExitCode.NothingMatched : ExitCode.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            await console.Error.WriteLineAsync($"callgoose: {SecretMask.Apply($"{server} cannot be reached: {trust.Reason(server, e)}.")}");
            return ExitCode.Failed;
        }
    }

    private static string Meaning(int status, string answer) => status switch
    {
        201 => "an incident was opened.",
        200 => "an incident was resolved, or was there already.",
        202 => "no filter passed; 'callgoose explain' shows why.",
        _ => Detail(answer) ?? "the call was refused.",
    };

    private static string? Detail(string answer)
    {
        try
        {
            using JsonDocument problem = JsonDocument.Parse(answer);
            return problem.RootElement.GetProperty("detail").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
