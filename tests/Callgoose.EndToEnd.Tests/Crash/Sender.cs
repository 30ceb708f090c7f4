using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Crash;

/// <summary>One connection that sends webhooks until the server is gone: triggers, repeats and resolves of its own keys.</summary>
public sealed class Sender(Record record, string name)
{
    private int count;

    /// <summary>Sends until a call fails for want of a server.</summary>
    public async Task RunAsync(HttpClient http)
    {
        try
        {
            while (true)
            {
                string key = $"{name}-{++count}";
                await TriggerAsync(http, key);
                if (count % 3 == 0)
                {
                    await RepeatAsync(http, key);
                }

                if (count % 2 == 0)
                {
                    await ResolveAsync(http, key);
                }
            }
        }
        catch (HttpRequestException)
        {
            // Killed: what had no answer was not acknowledged.
        }
        catch (IOException)
        {
            // Killed in the middle of an answer.
        }
    }

    private async Task TriggerAsync(HttpClient http, string key)
    {
        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Started(key));
        Assert.Equal(HttpStatusCode.Created, status);
        record.Created[key] = answer.GetProperty("incidents")[0].GetString()!;
    }

    private async Task RepeatAsync(HttpClient http, string key)
    {
        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Started(key));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(record.Created[key], answer.GetProperty("incidents")[0].GetString());
    }

    private async Task ResolveAsync(HttpClient http, string key)
    {
        (HttpStatusCode status, JsonElement answer) = await http.SendAsync(Payloads.Resolved(key));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(answer.GetProperty("resolved").GetProperty("resolved").GetBoolean());
        record.Resolved[key] = true;
    }
}
