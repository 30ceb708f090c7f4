using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>The value of <c>--urls</c>.</summary>
internal static class ListenUrls
{
    /// <summary>Splits the addresses and checks them.</summary>
    /// <exception cref="UsageException">The server cannot listen on one of them.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        IReadOnlyList<string> urls = ListenAddress.Split(text);
        if (urls.Count == 0)
        {
            throw new UsageException("--urls names no address; write one such as http://127.0.0.1:8080.");
        }

        foreach (string url in urls)
        {
            if (ListenAddress.Fault(url) is string fault)
            {
                throw new UsageException($"--urls has '{url}', {fault}");
            }
        }

        return urls;
    }
}
