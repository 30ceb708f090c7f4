using System.Net;
using System.Net.Sockets;
using Callgoose.Observability;
using Callgoose.Storage.Contract;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Callgoose.Http;

/// <summary>Decides on requests that ended in an exception: what the client did is a refusal, what we did is logged and a 500.</summary>
/// <param name="bodyBytes">How large a body may be.</param>
/// <param name="behindProxy">The networks of proxies, as <see cref="RequestOrigin"/> asks for them.</param>
/// <param name="log">Where faults of ours go.</param>
internal sealed class RequestFaults(long bodyBytes, IReadOnlyList<IPNetwork> behindProxy, ILogger<RequestFaults> log)
{
    private const int NetworkBits = 64;

    /// <summary>Answers a request of the API, if there is still somebody to answer.</summary>
    /// <param name="features">The request and its answer.</param>
    /// <param name="exception">What it ended in.</param>
    public Task AnswerAsync(IFeatureCollection features, Exception exception) =>
        RefusalOf(features, exception, readsClientOnly: false) is Problem problem ? ProblemResponse.WriteAsync(features, problem) : Task.CompletedTask;

    /// <summary>What is to be answered.</summary>
    /// <param name="features">The request and its answer.</param>
    /// <param name="exception">What it ended in.</param>
    /// <param name="readsClientOnly">Whether nothing else was read for it than what the client sends.</param>
    /// <returns>Null if there is nobody to answer.</returns>
    public Problem? RefusalOf(IFeatureCollection features, Exception exception, bool readsClientOnly)
    {
        switch (exception)
        {
            case BadHttpRequestException e:
                return Refusal(e.StatusCode);

            case IOException { InnerException: OverflowException }:
                // How Kestrel tells of a chunk size that is past every number.
                return Problems.BadHttpRequest(StatusCodes.Status400BadRequest);

            case ConnectionAbortedException or ConnectionResetException or OperationCanceledException:
                // The client is gone: there is nobody to answer, and it is no fault of ours.
                return null;

            case IOException when readsClientOnly || IsGivenUp(features):
                // The client took a stream of HTTP/2 back, which is told as any error of reading.
                return null;

            case StoreException e:
                log.StoreFailed(ClientOf(features), e.Message);
                return Problems.Unavailable;

            case IOException or UnauthorizedAccessException:
                // A file of the data folder is not there, or not ours any more.
                log.StoreFailed(ClientOf(features), exception.Message);
                return Problems.Unavailable;

            default:
                log.RequestFailed(ClientOf(features), exception);
                return Problems.Internal;
        }
    }

    /// <summary>Whose lines of the log are counted together: an address of IPv4, or a network of IPv6, of which one client has all addresses.</summary>
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

    /// <summary>Whether the client has given its request up.</summary>
    private static bool IsGivenUp(IFeatureCollection features) =>
        features.Get<IHttpRequestLifetimeFeature>() is { RequestAborted.IsCancellationRequested: true };

    private Problem Refusal(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.BodyTooLarge(bodyBytes),
        StatusCodes.Status408RequestTimeout => Problems.BodyTimeout,
        _ => Problems.BadHttpRequest(status),
    };
}
