using Callgoose.Delivery.Dispatch;
using Callgoose.Delivery.Relay;
using Callgoose.Storage.Contract;
using Microsoft.Extensions.Logging;

namespace Callgoose.Observability;

/// <summary>Every line that the server logs, with its stable event id. None contains a token, a URL or a body.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Stopped: everything accepted is on disk")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(2, LogLevel.Error, "A request of {Client} failed because of an internal error")]
    public static partial void RequestFailed(this ILogger log, string client, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "The store cannot be read, the request of {Client} was answered with 503: {Reason}")]
    public static partial void StoreFailed(this ILogger log, string client, string reason);

    [LoggerMessage(6, LogLevel.Information, "Configuration reloaded from {File}; services: {Services}")]
    public static partial void Reloaded(this ILogger log, string file, string services);

    [LoggerMessage(11, LogLevel.Warning, "The API log cannot be written, calls go on without: {Reason}")]
    public static partial void ApiLogFailed(this ILogger log, string reason);

    [LoggerMessage(7, LogLevel.Error, "{What} not reloaded, the one before stays in force; errors: {Count}")]
    public static partial void ReloadRefused(this ILogger log, string what, int count);

    [LoggerMessage(10, LogLevel.Information, "Schema files reloaded: {Files}")]
    public static partial void SchemasReloaded(this ILogger log, string files);

    [LoggerMessage(8, LogLevel.Error, "{Problem}")]
    public static partial void ConfigurationProblem(this ILogger log, string problem);

    [LoggerMessage(9, LogLevel.Warning, "Changed settings that are in force only after a restart: {Settings}")]
    public static partial void NeedsRestart(this ILogger log, string settings);

    [LoggerMessage(12, LogLevel.Warning, "Listening on {Url} without TLS: anyone on the network between can read the tokens. Set tls.certificate and tls.key and listen on https, or say --behind-proxy if a proxy with TLS stands before the server")]
    public static partial void ListensWithoutTls(this ILogger log, string url);

    [LoggerMessage(13, LogLevel.Information, "Certificate reloaded from {File}, valid until {Until}")]
    public static partial void CertificateReloaded(this ILogger log, string file, string until);

    [LoggerMessage(14, LogLevel.Error, "Certificate not reloaded, the one before stays in force: {Reason}")]
    public static partial void CertificateRefused(this ILogger log, string reason);

    [LoggerMessage(15, LogLevel.Warning, "{Count} more lines of {Event} came in a minute and were left out")]
    public static partial void LinesLeftOut(this ILogger log, long count, string @event);

    [LoggerMessage(16, LogLevel.Warning, "limits.connections is {Configured}, but this process may have {Descriptors} files open, so {Connections} connections are served at once. Raise the limit (LimitNOFILE of the service, ulimit -n) or lower limits.connections")]
    public static partial void ConnectionsLowered(this ILogger log, int configured, long descriptors, int connections);

    [LoggerMessage(17, LogLevel.Warning, "No connection can be accepted; the server goes on trying: {Reason}")]
    public static partial void CannotAccept(this ILogger log, string reason);

    [LoggerMessage(18, LogLevel.Error, "Stopped, and what was acknowledged may not be there any more: {Reason}")]
    public static partial void StoppedWithLoss(this ILogger log, string reason);

    [LoggerMessage(26, LogLevel.Warning, "Calls of the token {Token} cannot be checked, and get 503 if no other secret is there: {Fault}")]
    public static partial void SecretMissing(this ILogger log, string token, string fault);

    [LoggerMessage(25, LogLevel.Error, "{Warning}")]
    public static partial void FolderWarning(this ILogger log, string warning);

    [LoggerMessage(27, LogLevel.Warning, "{Problem}")]
    public static partial void ConfigurationWarning(this ILogger log, string problem);

    [LoggerMessage(31, LogLevel.Error, "The store cannot be reached, calls are answered with 503 until it can: {Reason}")]
    public static partial void WaitsForStore(this ILogger log, string reason);

    [LoggerMessage(32, LogLevel.Information, "The store is reached, calls are taken")]
    public static partial void StoreReached(this ILogger log);

    [LoggerMessage(28, LogLevel.Warning, "The route \"{Route}\" wants the environment \"{Environment}\", which no token has; is \"{Nearest}\" meant?")]
    public static partial void UnknownEnvironment(this ILogger log, string route, string environment, string nearest);

    /// <summary>Logs a notice about delivery.</summary>
    public static void Delivery(this ILogger log, DeliveryNotice notice)
    {
        switch (notice.Kind)
        {
            case DeliveryNoticeKind.Broken:
                log.DestinationBroken(notice.Destination, notice.Reason);
                break;
            case DeliveryNoticeKind.Paused:
                log.DestinationPaused(notice.Destination, notice.Reason);
                break;
            case DeliveryNoticeKind.Resumed:
                log.DestinationResumed(notice.Destination);
                break;
            case DeliveryNoticeKind.Dead:
                log.DeliveryGivenUp(notice.Destination, notice.Reason);
                break;
            case DeliveryNoticeKind.Began:
                log.DeliveryBegan();
                break;
            case DeliveryNoticeKind.Ended:
                log.DeliveryEnded();
                break;
            default:
                log.DeliveryFailed(notice.Reason);
                break;
        }
    }

    /// <summary>Logs a notice about relaying.</summary>
    public static void Relay(this ILogger log, RelayNotice notice)
    {
        switch (notice.Kind)
        {
            case RelayNoticeKind.Failing:
                log.UpstreamFails(notice.Reason);
                break;
            case RelayNoticeKind.Resumed:
                log.UpstreamTakes();
                break;
            case RelayNoticeKind.Refused:
                log.UpstreamRefused(notice.Reason);
                break;
            case RelayNoticeKind.DiskFull:
                log.RelayDiskFull();
                break;
            default:
                log.RelayFailed(notice.Reason);
                break;
        }
    }

    /// <summary>Logs that the store stopped or resumed accepting writes.</summary>
    public static void StoreHealthChanged(this ILogger log, StoreHealthChange change)
    {
        if (change.IsHealthy)
        {
            log.StoreHealthy();
        }
        else
        {
            log.StoreUnhealthy(change.Reason ?? "unknown");
        }
    }

    [LoggerMessage(20, LogLevel.Error, "The destination {Destination} cannot be used, and its deliveries wait: {Reason}")]
    private static partial void DestinationBroken(this ILogger log, string destination, string reason);

    [LoggerMessage(21, LogLevel.Error, "The destination {Destination} keeps failing and is only probed until it answers: {Reason}")]
    private static partial void DestinationPaused(this ILogger log, string destination, string reason);

    [LoggerMessage(22, LogLevel.Information, "The destination {Destination} answers again")]
    private static partial void DestinationResumed(this ILogger log, string destination);

    [LoggerMessage(23, LogLevel.Error, "Gave up a delivery to {Destination}, 'callgoose deliveries retry' sends it again: {Reason}")]
    private static partial void DeliveryGivenUp(this ILogger log, string destination, string reason);

    [LoggerMessage(24, LogLevel.Error, "Delivery failed because of an internal error and is tried again: {Reason}")]
    private static partial void DeliveryFailed(this ILogger log, string reason);

    [LoggerMessage(29, LogLevel.Information, "Of the servers that share the store this one delivers now")]
    private static partial void DeliveryBegan(this ILogger log);

    [LoggerMessage(30, LogLevel.Warning, "Another server delivers now: this one did not get through to the store for seconds")]
    private static partial void DeliveryEnded(this ILogger log);

    [LoggerMessage(40, LogLevel.Error, "The upstream takes no webhooks, and they wait: {Reason}")]
    private static partial void UpstreamFails(this ILogger log, string reason);

    [LoggerMessage(41, LogLevel.Information, "The upstream takes webhooks again")]
    private static partial void UpstreamTakes(this ILogger log);

    [LoggerMessage(42, LogLevel.Error, "The upstream refused a webhook for good, 'callgoose relay retry' sends it again: {Reason}")]
    private static partial void UpstreamRefused(this ILogger log, string reason);

    [LoggerMessage(43, LogLevel.Error, "Relaying failed because of an internal error and is tried again: {Reason}")]
    private static partial void RelayFailed(this ILogger log, string reason);

    [LoggerMessage(45, LogLevel.Error, "The disk of the relay has less than 16 MiB left: webhooks get 503 until it has more; what waits is sent on")]
    private static partial void RelayDiskFull(this ILogger log);

    [LoggerMessage(44, LogLevel.Warning, "{Count} webhooks wait for an upstream, and the configuration has no relay any more; put it back, or they stay where they are")]
    public static partial void RelayIsMissing(this ILogger log, long count);

    [LoggerMessage(3, LogLevel.Error, "The store cannot commit, calls are answered with 503 until it can: {Reason}")]
    private static partial void StoreUnhealthy(this ILogger log, string reason);

    [LoggerMessage(4, LogLevel.Information, "The store commits again")]
    private static partial void StoreHealthy(this ILogger log);
}
