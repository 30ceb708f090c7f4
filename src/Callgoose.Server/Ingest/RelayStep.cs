using System.Text;
using Callgoose.Configuration;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Relay;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Services;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Ingest;

/// <summary>
/// On a relay, before matching: marks the call for the upstream, with everything that filters may read there. Whichever door received it, it
/// is relayed as a call of the Process API whose source is that door's integration.
/// </summary>
internal static class RelayStep
{
    /// <summary>Fills in what is relayed. Does nothing on a server that is not a relay, or for a request that is not a webhook: change events stay here.</summary>
    /// <returns>The refusal of a body that the upstream would also refuse, or null.</returns>
    /// <param name="webhook">The call.</param>
    /// <param name="settings">The settings in force.</param>
    /// <param name="relay">The relay service; null on a server that is not a relay.</param>
    public static Problem? Run(WebhookCall webhook, ServerSettings settings, RelayService? relay)
    {
        if (settings.Relay is not RelaySettings rules || !webhook.Door.IsForFilters)
        {
            return null;
        }

        if (relay?.IsDiskFullFor(webhook.Call.Body.Length) == true)
        {
            return Problems.RelayHasNoDisk;
        }

        // The sender learns about an error in the body now: later nobody is there to read it.
        PayloadError error = MatchStep.Check(webhook);
        if (!error.IsNone)
        {
            return Problems.InvalidPayload(error, webhook.Call.Body.Written);
        }

        webhook.Call.Relay = new RelayRequest
        {
            IsOn = true,
            IsOnly = !rules.IsMirror,
            Environment = webhook.Token.Environment,
            Reach = (byte)webhook.Token.Kind,
            BoundTo = webhook.Token.BoundTo,
            IsJson = webhook.Form == PayloadForm.Json,
            Headers = AppendHeaders(webhook, settings),
            MaxBytes = rules.MaxBytes,
            MaxAge = (long)rules.MaxAge.TotalMilliseconds,
        };
        if (!rules.IsMirror)
        {
            webhook.Call.Reason = NoEffectReason.Relayed;
            webhook.Call.IsSourceKnown = true;
        }

        return null;
    }

    /// <summary>Appends the headers that an integration of a service reads, as the API log keeps them. Any other header may be a secret.</summary>
    private static TextRange AppendHeaders(WebhookCall webhook, ServerSettings settings)
    {
        TextArena text = webhook.Call.Text;
        int start = text.Length;
        foreach (Service service in settings.Services)
        {
            foreach (Integration integration in service.Integrations.All)
            {
                foreach (string name in integration.Headers)
                {
                    Append(text, start, name, webhook.Request.Headers[name]);
                }
            }
        }

        return new TextRange(start, text.Length - start);
    }

    private static void Append(TextArena text, int start, string name, StringValues values)
    {
        if (values.Count == 0)
        {
            return;
        }

        byte[] line = Encoding.UTF8.GetBytes($"{name}:{values}\n");
        if (text.Written[start..].IndexOf(line) < 0 && line.AsSpan().Count((byte)'\n') == 1)
        {
            text.Append(line);
        }
    }
}
