using Callgoose.Configuration;

namespace Callgoose.Cli;

/// <summary>The value of <c>--urls</c>.</summary>
internal static class ListenUrls
{
    /// <summary>Takes the addresses apart and checks them.</summary>
    /// <exception cref="UsageException">One of them is no address that can be listened on.</exception>
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
