using System.Net.Http.Headers;
using System.Text.Json;
using Callgoose.LoadTest.Contenders;

namespace Callgoose.LoadTest.Load;

/// <summary>Reads from a server's API how many incidents it keeps.</summary>
internal static class StoredIncidents
{
    private const int PageSize = 1000;

    /// <summary>Reads the whole list page by page and counts the incidents in it.</summary>
    /// <exception cref="LoadTestException">One is listed twice.</exception>
    public static async Task<long> CountAsync(RunningServer server)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Target, "/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        var seen = new HashSet<Guid>();
        string? cursor = null;
        do
        {
            string query = cursor is null ? $"incidents?limit={PageSize}" : $"incidents?limit={PageSize}&cursor={cursor}";
            using JsonDocument page = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(query, UriKind.Relative)));
            foreach (JsonElement incident in page.RootElement.GetProperty("incidents").EnumerateArray())
            {
                if (!seen.Add(incident.GetProperty("id").GetGuid()))
                {
                    throw new LoadTestException($"The incident {incident.GetProperty("id")} is listed twice.");
                }
            }

            cursor = page.RootElement.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        return seen.Count;
    }

    /// <summary>Compares the stored incidents with the webhooks answered with 201.</summary>
    /// <param name="stored">How many incidents there are.</param>
    /// <param name="answered">How many webhooks got the expected answer.</param>
    /// <param name="unheard">How many more the server may have taken: wrk does not wait for the last answer of each connection.</param>
    /// <exception cref="LoadTestException">An incident is missing, or there is one too many.</exception>
    public static void Check(long stored, long answered, int unheard)
    {
        if (stored < answered || stored > answered + unheard)
        {
            throw new LoadTestException(
                $"{answered} webhooks were answered as they should be, and up to {unheard} more were on their way, "
                + $"but {stored} incidents are stored.");
        }
    }
}
