using System.Globalization;
using System.Text;
using Callgoose.Doors;
using Callgoose.Explain;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Services;
using Callgoose.Storage.Memory;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.TestFiles;

/// <summary>Runs one test through the same steps as a webhook, on an in-memory store.</summary>
internal sealed class TestRun : IDisposable
{
    private static readonly ApiToken Token = new()
    {
        Id = new TimeOrderedId(1, 1), Name = "test", Kind = TokenKind.Global, Scopes = TokenScopes.Process, Environment = string.Empty, CreatedAt = 0,
    };

    private readonly MemoryStore store = new();
    private readonly TestClock clock = new();
    private readonly TimeOrderedIds ids;
    private readonly CallRules rules;
    private readonly Service service;
    private readonly List<TestFailure> failures = [];

    private TestRun(Service service)
    {
        this.service = service;
        ids = new TimeOrderedIds(clock);
        rules = new CallRules(ids, CallRules.DefaultDuplicateWindow);
    }

    /// <summary>Runs a test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="service">The service whose integrations are tested.</param>
    /// <returns>The unmet expectations.</returns>
    public static IReadOnlyList<TestFailure> Run(TestCase test, Service service)
    {
        using var run = new TestRun(service);
        for (int i = 0; i < test.Calls.Count; i++)
        {
            run.Call(test.Calls[i], i + 1);
        }

        if (test.Incidents is not null)
        {
            run.CheckIncidents(test);
        }

        return run.failures;
    }

    /// <summary>Discards the incidents.</summary>
    public void Dispose() => store.Dispose();

    private void Call(TestCall call, int number)
    {
        clock.Advance(call.After);
        CallRules.ApplyDue(store, clock.GetUtcNow().ToUnixTimeMilliseconds(), int.MaxValue);
        store.Keep();
        var request = new HttpRequestFeature { Method = "POST", Path = "/v1/process" };
        if (call.ContentType.Length > 0)
        {
            request.Headers.ContentType = call.ContentType;
        }

        foreach ((string name, string value) in call.Headers)
        {
            request.Headers[name] = value;
        }

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        var webhook = new WebhookCall();
        webhook.Begin(ProcessDoor.Instance, features, ids.Next(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        webhook.Token = Token;
        webhook.Call.Body.Append(call.Body);
        SourceName.TryAppend(webhook.Call.Text, "?from=" + Uri.EscapeDataString(call.From), out TextRange source);
        webhook.Call.Source = source;
        Problem? problem = ReadStep.TakeBody(webhook) ?? ServicesStep.Run(webhook, [service]);
        if (problem is null)
        {
            rules.Apply(webhook.Call, store);
            store.Keep();
        }

        foreach (Expectation expectation in call.Expected)
        {
            Check($"call {number}", expectation, Found(expectation.Name, webhook.Call, problem));
        }
    }

    private static string Found(string name, IncomingCall call, Problem? problem)
    {
        ServiceAction action = call.Actions.IsEmpty ? default : call.Actions[0];
        bool isTrigger = action.TriggerFilter is not null;
        return name switch
        {
            "status" => problem is not null ? Number(problem.Status) : !call.AnyFilterPassed ? "202" : call.Outcome.Created ? "201" : "200",
            "created" => Bool(call.Outcome.Created),
            "resolved" => Bool(call.Outcome.Resolved),
            "duplicate" => Bool(call.Outcome.TriggerDuplicate || call.Outcome.ResolveDuplicate),
            "reason" => problem is null && !call.AnyFilterPassed ? ExplanationJson.TextOf(call.Reason) : "null",
            "trigger" => action.TriggerFilter ?? "null",
            "resolve" => action.ResolveFilter ?? "null",
            "acknowledge" => action.AcknowledgeFilter ?? "null",
            "warnings" => Listed(call.Outcome.Warnings.Names()),
            "elements" => Elements(call),
            "title" => isTrigger ? Text(call, action.Title) : "null",
            "description" => !isTrigger ? "null" : action.Description.IsEmpty ? Encoding.UTF8.GetString(call.Body.Written) : Text(call, action.Description),
            "key" => isTrigger ? Text(call, action.TriggerKey) : action.ResolveFilter is null ? "null" : Text(call, action.ResolveKey),
            _ => isTrigger ? action.Urgency.ToText() : "null",
        };
    }

    private static string Elements(IncomingCall call)
    {
        var outcomes = new List<string>();
        for (int i = 0; i < call.Actions.Length; i++)
        {
            if (call.Actions[i].Element >= 0)
            {
                outcomes.Add(Encoding.UTF8.GetString(ProcessAnswer.TextOf(call.Results[i].Kind)));
            }
        }

        return Listed(outcomes);
    }

    private static string Listed(IEnumerable<string> texts)
    {
        string listed = string.Join(", ", texts);
        return listed.Length == 0 ? "null" : listed;
    }

    private void CheckIncidents(TestCase test)
    {
        if (store.Incidents.Count != test.Incidents!.Count)
        {
            failures.Add(new TestFailure("in the end", "incidents", Number(test.Incidents.Count), Number(store.Incidents.Count), test.IncidentsPlace));
        }

        for (int i = 0; i < Math.Min(store.Incidents.Count, test.Incidents.Count); i++)
        {
            foreach (Expectation expectation in test.Incidents[i])
            {
                Check($"incident {i + 1}", expectation, Found(expectation.Name, store.Incidents[i]));
            }
        }
    }

    private static string Found(string name, MemoryIncident incident) => name switch
    {
        "key" => incident.Key,
        "title" => incident.Title,
        "description" => incident.Description,
        "state" => incident.State.ToText(),
        "urgency" => incident.Urgency.ToText(),
        _ => Number(incident.Occurrences),
    };

    private void Check(string subject, Expectation expectation, string found)
    {
        if (expectation.Text != found)
        {
            failures.Add(new TestFailure(subject, expectation.Name, expectation.Text, found, expectation.Place));
        }
    }

    private static string Text(IncomingCall call, TextRange range) => Encoding.UTF8.GetString(call.Text[range]);

    private static string Bool(bool value) => value ? "true" : "false";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
