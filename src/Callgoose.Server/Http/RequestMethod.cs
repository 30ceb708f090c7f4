namespace Callgoose.Http;

/// <summary>Compares request methods. They are case-sensitive (RFC 9110, section 9.1): <c>post</c> is not <c>POST</c>, and is not supported.</summary>
internal static class RequestMethod
{
    public static bool IsGet(string method) => method == "GET";

    public static bool IsHead(string method) => method == "HEAD";

    public static bool IsPost(string method) => method == "POST";

    public static bool IsPut(string method) => method == "PUT";

    public static bool IsDelete(string method) => method == "DELETE";
}
