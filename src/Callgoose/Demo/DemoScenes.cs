namespace Callgoose.Demo;

/// <summary>The incidents of the eight hours before the demonstration, and those that happen while it runs.</summary>
internal static class DemoScenes
{
    /// <summary>Returns the configuration: the services with their tools, the destinations and the routes.</summary>
    /// <param name="receiver">The address of the receiver.</param>
    public static string ConfigurationWith(string receiver) => $$"""
        {
          "services": [
            { "name": "shop", "team": "web", "integrations": ["BetterStack", "UptimeRobot", "Sentry"] },
            { "name": "platform", "team": "core", "integrations": ["Grafana", "Alertmanager", "PingPlotter", "EdgeDelta"] }
          ],
          "destinations": {
            "chat": { "kind": "Webhook", "url": "{{receiver}}{{DemoReceiver.Chat}}" },
            "pager": { "kind": "Webhook", "url": "{{receiver}}{{DemoReceiver.Pager}}" }
          },
          "routes": [
            { "name": "what is urgent", "match": { "urgency": "high" }, "to": "pager", "continue": true },
            { "name": "everything", "to": "chat" }
          ],
          "delivery": { "allowNetworks": ["127.0.0.0/8"] }
        }
        """;

    /// <summary>Whether a tool belongs to the service shop; all others belong to platform.</summary>
    public static bool IsOfShop(string source) => source is "BetterStack" or "UptimeRobot" or "Sentry";

    /// <summary>How long ago the first incident begins.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromHours(8);

    /// <summary>The past incidents.</summary>
    public static readonly DemoScene[] Seeds =
    [
        new("UptimeRobot", "Search API", "HTTP 504 - Gateway Timeout", 452) { ResolvedAfter = 6 },
        new("Grafana", "[FIRING:1] Disk of log-store-2 above 85 %", "At 86.2 %, growing by 0.4 % an hour.", 431)
        {
            AcknowledgedAfter = 9, Comment = "Retention is down to 14 days, it should fall by itself.", ResolvedAfter = 148,
        },
        new("Alertmanager", "Replication of orders-db lags by 41 s", "orders-db-2 is 41 s behind orders-db-1.", 366) { Triggers = 4, AcknowledgedAfter = 3, ResolvedAfter = 22 },
        new("PingPlotter", "Packet loss: vpn.example.com", "12 % of 100 probes were lost.", 311) { ResolvedAfter = 13 },
        new("BetterStack", "Heartbeat missed: nightly invoice export", "No heartbeat for 20 minutes.", 287)
        {
            AcknowledgedAfter = 31, Comment = "The export ran, its heartbeat did not: see the change of yesterday.", ClosedAfter = 74,
        },
        new("Sentry", "TimeoutError: inventory-service did not answer", "412 events in 10 minutes", 214) { AcknowledgedAfter = 4, ResolvedAfter = 37 },
        new("EdgeDelta", "Error pattern anomaly in payments", "'connection reset by peer' is 14 times as frequent as usual.", 163) { AcknowledgedAfter = 11, Comment = "The provider knows: their status page says so." },
        new("UptimeRobot", "Certificate of img.example.com ends in 6 days", "Renewal was refused: DNS challenge failed.", 118) { Sample = 2 },
        new("Grafana", "[FIRING:2] Memory of worker pool above 90 %", "worker-3 and worker-7 since the last deploy.", 84) { Triggers = 6, AcknowledgedAfter = 5, Comment = "Rolling back the deploy." },
        new("UptimeRobot", "Checkout page", "HTTP 502 - Bad Gateway", 52) { Triggers = 3, ResolvedAfter = 9 },
        new("Alertmanager", "Queue of emails holds 18,400 messages", "It is growing by 90 a second.", 33) { Triggers = 5 },
        new("PingPlotter", "High latency: fra-edge-2.example.com", "180 ms on average, 25 ms is usual.", 19),
        new("Grafana", "[FIRING:1] Deploys are paused: error budget of search is used up", "99.2 % of 99.5 % in 28 days.", 27) { Sample = 3, AcknowledgedAfter = 6 },
        new("Sentry", "NullReferenceException in CartController.Total", "57 events in 5 minutes", 11) { Triggers = 2 },
        new("BetterStack", "Server Down: api.example.com", "Monitor check failed. Status code 500.", 4) { Triggers = 2 },
    ];

    /// <summary>The incidents that repeat while it runs.</summary>
    public static readonly DemoScene[] Trickle =
    [
        new("Grafana", "[FIRING:1] Latency of checkout above 2 s", "p99 is 2.4 s over 5 minutes.", 0),
        new("UptimeRobot", "Public API", "HTTP 503 - Service Unavailable", 0),
        new("BetterStack", "Server Down: static.example.com", "Connection refused.", 0),
        new("Alertmanager", "CPU of web-4 above 95 %", "For 5 minutes, load 14.", 0),
        new("Sentry", "DeadlockException in orders", "23 events in 5 minutes", 0),
        new("PingPlotter", "High latency: office-berlin", "96 ms on average.", 0),
    ];
}
