using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Crash;

/// <summary>
/// One connection that sends triggers, repeats and resolves of its own keys until the server is gone. It repeats a call without an answer in the next
/// life of the server, as monitoring tools do.
/// </summary>
/// <param name="ledger">Records what was sent and acknowledged.</param>
/// <param name="name">The prefix of its keys.</param>
/// <param name="fillerLength">How much longer than needed its descriptions are.</param>
public sealed class Sender(Ledger ledger, string name, int fillerLength = 0)
{
    private readonly Queue<(Call Call, string Key)> planned = new();
    private readonly string filler = new('x', fillerLength);
    private int count;

    /// <summary>Whether the first planned call was sent before and had no answer.</summary>
    private bool unanswered;

    private enum Call
    {
        Trigger,
        Repeat,
        Resolve,
    }

    /// <summary>The newest acknowledged incident, if there is one.</summary>
    public string? NewestKey { get; private set; }

    /// <summary>
    /// Asserts that the last acknowledged incident of each sender exists. It came just before the end of the last life, so it would be the first one
    /// to be lost.
    /// </summary>
    public static async Task AssertNewestKeptAsync(RunningServer server, string token, Ledger ledger, IEnumerable<Sender> senders)
    {
        using HttpClient http = server.Client(token);
        foreach (string key in senders.Select(static sender => sender.NewestKey).OfType<string>())
        {
            ledger.AssertKept(key, await http.ReadAsync("/v1/incidents/" + ledger.Created[key]));
        }
    }

    /// <summary>Sends until a call fails because the server is gone.</summary>
    public async Task RunAsync(HttpClient http)
    {
        try
        {
            while (true)
            {
                Plan();
                (Call call, string key) = planned.Peek();
                await (call == Call.Resolve ? ResolveAsync(http, key) : TriggerAsync(http, key, call == Call.Repeat));
                planned.Dequeue();
                unanswered = false;
                ledger.Count();
            }
        }
        catch (HttpRequestException)
        {
            // Killed: a call without an answer was not acknowledged.
            unanswered = true;
        }
        catch (IOException)
        {
            // Killed in the middle of an answer.
            unanswered = true;
        }
    }

    private void Plan()
    {
        if (planned.Count > 0)
        {
            return;
        }

        string key = $"{name}-{++count}";
        planned.Enqueue((Call.Trigger, key));
        if (count % 3 == 0)
        {
            planned.Enqueue((Call.Repeat, key));
        }

        if (count % 2 == 0)
        {
            planned.Enqueue((Call.Resolve, key));
        }
    }

    private async Task TriggerAsync(HttpClient http, string key, bool repeat)
    {
        ledger.Sent.AddOrUpdate(key, 1, static (_, sent) => sent + 1);
        (HttpStatusCode status, JsonElement answer) = await http.SendAsync($$"""{"status":"Started","id":"{{key}}","title":"T","description":"D{{filler}}"}""");
        string id = answer.GetProperty("incidents")[0].GetString()!;
        Assert.Equal(repeat || (unanswered && status == HttpStatusCode.OK) ? HttpStatusCode.OK : HttpStatusCode.Created, status);
        Assert.Equal(id, ledger.Created.GetOrAdd(key, id));
        ledger.Acknowledged.AddOrUpdate(key, 1, static (_, acknowledged) => acknowledged + 1);
        NewestKey = key;
    }

    private async Task ResolveAsync(HttpClient http, string key)
    {
        ledger.ResolveSent[key] = true;
        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Resolved(key));
        JsonElement resolved = answer.GetProperty("resolved");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(resolved.GetProperty("resolved").GetBoolean() || (unanswered && resolved.GetProperty("duplicate").GetBoolean()));
        ledger.Resolved[key] = true;
    }
}
