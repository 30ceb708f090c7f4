using System.Diagnostics;
using Callgoose.Storage.Files;

namespace Callgoose.Storage.Tests;

/// <summary>Reading the file of a secret always ends, whatever is in its place.</summary>
public sealed class BoundedFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private string Place => Path.Combine(folder, "secret");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("", true)]
    [InlineData("a\nb\n", true)]
    [InlineData("12345678", true)]
    [InlineData("123456789", false)]
    public void A_file_is_read_up_to_its_bound(string content, bool fits)
    {
        File.WriteAllText(Place, content);

        Assert.Equal(fits, BoundedFile.TryRead(Place, 8, out string text, out string? fault));
        Assert.Equal(fits ? content : string.Empty, text);
        Assert.Equal(fits ? null : $"the file {Place} is too large", fault);
    }

    [Fact]
    public void A_pipe_that_nobody_writes_to_holds_nobody()
    {
        Process.Start("mkfifo", [Place]).WaitForExit();

        Assert.False(BoundedFile.TryRead(Place, 8, out string text, out string? fault));
        Assert.Empty(text);
        Assert.Equal($"the file {Place} cannot be read", fault);
        Assert.Contains("is a pipe", Assert.Throws<IOException>(() => BoundedFile.Read(Place, 8)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero", "is too large")]
    [InlineData("/dev/urandom", "is too large")]
    [InlineData("/", "cannot be read")]
    [InlineData("/no/such/file", "there is no file")]
    [InlineData("/dev/null/x", "there is no file")]
    public void What_is_no_file_is_a_fault(string path, string told)
    {
        Assert.False(BoundedFile.TryRead(path, 1024, out _, out string? fault));
        Assert.Contains(told, fault, StringComparison.Ordinal);
    }
}
