using System.Text;

namespace Callgoose.EndToEnd.Tests.Auth;

/// <summary>The forms in which a token could be in a text or a file without looking like one.</summary>
public sealed class SecretForms
{
    private readonly List<(string Name, byte[] Bytes)> forms = [];

    /// <summary>All forms of a token, without its fixed prefix, which is no secret.</summary>
    public SecretForms(string token)
    {
        string secret = token["cg_".Length..];
        Add("plain", secret);
        Add("UTF-16", Encoding.Unicode.GetBytes(secret));
        Add("percent-encoded", string.Concat(secret.Select(static c => $"%{(int)c:X2}")));
        Add("percent-encoded in small letters", string.Concat(secret.Select(static c => $"%{(int)c:x2}")));
        Add("hexadecimal", Convert.ToHexString(Encoding.ASCII.GetBytes(secret)));
        Add("hexadecimal in small letters", Convert.ToHexStringLower(Encoding.ASCII.GetBytes(secret)));

        // The token may begin at any place within a group of three bytes; the groups at both ends mix with their neighbours.
        for (int before = 0; before < 3; before++)
        {
            string encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string(' ', before) + secret));
            Add($"base64 behind {before}", encoded[4..(encoded.Length / 4 * 4 - 4)]);
        }
    }

    /// <summary>Asserts that a text contains the token in no form.</summary>
    public void AssertNotIn(string what, string text) => AssertNotIn(what, Encoding.UTF8.GetBytes(text));

    /// <summary>Asserts that no file of a folder, nor its name, contains the token in any form.</summary>
    public void AssertNotInFiles(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            AssertNotIn("the name of a file", file);
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[stream.Length];
            stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            AssertNotIn(file, bytes);
        }
    }

    private void AssertNotIn(string what, byte[] bytes) =>
        Assert.All(forms, form => Assert.True(bytes.AsSpan().IndexOf(form.Bytes) < 0, $"{what} has the token, {form.Name}"));

    private void Add(string name, string text) => Add(name, Encoding.ASCII.GetBytes(text));

    private void Add(string name, byte[] bytes) => forms.Add((name, bytes));
}
