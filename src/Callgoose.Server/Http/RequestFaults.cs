using System.Net;
using System.Net.Sockets;
using Callgoose.Observability;
using Callgoose.Storage.Contract;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Callgoose.Http;

/// <summary>
/// Handles requests that ended in an exception. If the client caused it, the request is refused; if the server did, the exception is logged and the answer is a 500.
/// </summary>
/// <param name="bodyBytes">The maximum size of a body, in bytes.</param>
/// <param name="behindProxy">The networks of proxies, for <see cref="RequestOrigin"/>.</param>
/// <param name="log">Receives the server's errors.</param>
internal sealed class RequestFaults(long bodyBytes, IReadOnlyList<IPNetwork> behindProxy, ILogger<RequestFaults> log)
{
    private const int NetworkBits = 64;

    /// <summary>Answers an API request, if the client is still there.</summary>
    /// <param name="features">The request and its response.</param>
    /// <param name="exception">The exception.</param>
    public Task AnswerAsync(IFeatureCollection features, Exception exception) =>
        RefusalOf(features, exception, readsClientOnly: false) is Problem problem ? ProblemResponse.WriteAsync(features, problem) : Task.CompletedTask;

    /// <summary>Decides what to answer.</summary>
    /// <param name="features">The request and its response.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="readsClientOnly">Whether the request reads nothing except the client's data.</param>
    /// <returns>Null if the client is gone.</returns>
    public Problem? RefusalOf(IFeatureCollection features, Exception exception, bool readsClientOnly)
    {
        switch (exception)
        {
            case BadHttpRequestException e:
                return Refusal(e.StatusCode);

            case IOException { InnerException: OverflowException }:
                // Kestrel reports a chunk size that overflows this way.
                return Problems.BadHttpRequest(StatusCodes.Status400BadRequest);

            case ConnectionAbortedException or ConnectionResetException or OperationCanceledException:
                // The client is gone, so no answer is possible. It is not an error of the server.
                return null;

            case IOException when readsClientOnly || IsGivenUp(features):
                // The client reset an HTTP/2 stream, which is reported like any read error.
                return null;

            case StoreException e:
                log.StoreFailed(ClientOf(features), e.Message);
                return Problems.Unavailable;

            case IOException or UnauthorizedAccessException:
                // A file of the data folder is missing, or the server may no longer access it.
                log.StoreFailed(ClientOf(features), exception.Message);
                return Problems.Unavailable;

            default:
                log.RequestFailed(ClientOf(features), exception);
                return Problems.Internal;
        }
    }

    /// <summary>Returns the client by which log lines are grouped: an IPv4 address, or an IPv6 network, because one client has all addresses of it.</summary>
    private string ClientOf(IFeatureCollection features)
    {
        string address = RequestOrigin.Of(features, behindProxy).Address;
        return IPAddress.TryParse(address, out IPAddress? ip) && ip is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? $"{Masked(ip)}/{NetworkBits}"
            : address;
    }

    private static IPAddress Masked(IPAddress ip)
    {
        byte[] bytes = ip.GetAddressBytes();
        bytes.AsSpan(NetworkBits / 8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>Whether the client has aborted its request.</summary>
    private static bool IsGivenUp(IFeatureCollection features) =>
        features.Get<IHttpRequestLifetimeFeature>() is { RequestAborted.IsCancellationRequested: true };

    private Problem Refusal(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.BodyTooLarge(bodyBytes),
        StatusCodes.Status408RequestTimeout => Problems.BodyTimeout,
        _ => Problems.BadHttpRequest(status),
    };
}
