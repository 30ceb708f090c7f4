using System.Text;

namespace Callgoose.Payloads.Tests;

/// <summary>The payloads of the Better Stack integration guide, laid out as it prints them.</summary>
internal static class GuidePayloads
{
    public static ReadOnlySpan<byte> Trigger =>
        """
        {
          "source": "betterstack",
          "status": "Started",
          "id": "INC-98765",
          "title": "Server Down: api.example.com",
          "description": "Monitor check failed. Status code 500.",
          "monitor": {
            "id": "MON-12345",
            "name": "api.example.com Health Check"
          },
          "started_at": "2025-11-10T09:12:00Z"
        }

        """u8;

    public static ReadOnlySpan<byte> Resolve =>
        """
        {
          "source": "betterstack",
          "status": "Resolved",
          "id": "INC-98765",
          "title": "Recovery: api.example.com",
          "description": "Monitor check successful. Response 200 OK.",
          "monitor": {
            "id": "MON-12345",
            "name": "api.example.com Health Check"
          },
          "started_at": "2025-11-10T09:12:00Z",
          "resolved_at": "2025-11-10T09:20:00Z"
        }

        """u8;

    /// <summary>The trigger with an escape in every name and value, and with characters beyond ASCII.</summary>
    public static ReadOnlySpan<byte> Escaped =>
        """
        {"s\u006furce":"better\u0073tack","\u0073tatus":"\u0053tarted","i\u0064":"INC\u002d98765",
         "titl\u0065":"Server Down: \"api\" \ud83d\ude80 – 漢字","descriptio\u006e":"line\nnext\tcolumn \\ \/ end",
         "monito\u0072":{"i\u0064":"MON\u002d12345","nam\u0065":"\u00e9t\u00e9 😀"},"started_a\u0074":"2025\u002d11-10T09:12:00Z"}
        """u8;

    /// <summary>Bodies of all kinds, for tests that must hold for every body.</summary>
    public static TheoryData<string> All =>
    [
        Encoding.UTF8.GetString(Trigger),
        Encoding.UTF8.GetString(Resolve),
        Encoding.UTF8.GetString(Escaped),
        "\uFEFF {\"a\":[1,-2.5e+3,true,false,null,\"x\"]}\r\n",
        """[{"id":7,"labels":{"a.b":"c","":[]}},[[]],"\"\\",{}]""",
    ];
}
