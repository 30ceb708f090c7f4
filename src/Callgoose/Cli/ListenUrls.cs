using System.Net;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Cli;

/// <summary>The value of <c>--urls</c>.</summary>
internal static class ListenUrls
{
    /// <summary>Takes the addresses apart and checks them.</summary>
    /// <exception cref="UsageException">One of them is no address that can be listened on.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        string[] urls = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (urls.Length == 0)
        {
            throw new UsageException("--urls names no address; write one such as http://127.0.0.1:8080.");
        }

        foreach (string url in urls)
        {
            Check(url);
        }

        return urls;
    }

    private static void Check(string url)
    {
        if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--urls has '{url}', but this version does not serve TLS itself; put a TLS proxy before it and listen on http.");
        }

        try
        {
            BindingAddress address = BindingAddress.Parse(url);
            if (address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase)
                && address.PathBase.Length == 0
                && address.Port <= IPEndPoint.MaxPort
                && IsOfThisMachine(address.Host))
            {
                return;
            }
        }
        catch (FormatException)
        {
            // Told below, in our own words.
        }

        throw new UsageException(
            $"--urls has '{url}', which is no address to listen on; write one such as http://127.0.0.1:8080, with an IP address, localhost or * as its host.");
    }

    /// <summary>The HTTP server takes every other name for "all networks", which nobody who writes a name means.</summary>
    private static bool IsOfThisMachine(string host) =>
        host is "*" or "+" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _);
}
