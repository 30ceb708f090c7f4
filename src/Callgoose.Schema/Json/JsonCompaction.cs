using System.Text;

namespace Callgoose.Schema;

/// <summary>Removes the white space between the tokens of JSON text. Everything else stays as written, including escapes.</summary>
internal static class JsonCompaction
{
    /// <summary>Compacts JSON text.</summary>
    /// <param name="json">Valid JSON.</param>
    public static string Compact(string json)
    {
        var compact = new StringBuilder(json.Length);
        bool inText = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (inText && json[i] == '\\')
            {
                compact.Append(json[i++]);
            }
            else if (json[i] == '"')
            {
                inText = !inText;
            }
            else if (!inText && json[i] is ' ' or '\t' or '\r' or '\n')
            {
                continue;
            }

            compact.Append(json[i]);
        }

        return compact.ToString();
    }
}
