using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Terminal;

/// <summary>
/// Standard output and standard error. Every text goes to the terminal through this class, whichever command wrote it and wherever the text came from.
/// It replaces everything that controls a terminal with spaces, except line ends, tabs and, on a terminal, the program's own sequences.
/// </summary>
/// <remarks>
/// The program's own sequences change colours and clear the current line. Code that writes external texts between them first
/// cleans these with <see cref="TerminalText"/>, so that no foreign sequence arrives here.
/// </remarks>
internal sealed class TerminalWriter : TextWriter
{
    private readonly TextWriter inner;
    private readonly bool isTerminal;

    /// <summary>Wraps a writer.</summary>
    /// <param name="inner">The writer.</param>
    /// <param name="isTerminal">Whether it is a terminal, so that the program's own sequences pass.</param>
    public TerminalWriter(TextWriter inner, bool isTerminal)
        : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        this.inner = inner;
        this.isTerminal = isTerminal;
        CoreNewLine = ['\n'];
    }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Replaces the standard streams of the process. Must be called before anything is written.</summary>
    /// <remarks>
    /// Uses its own streams: those of <see cref="Console"/> change terminal modes.
    /// </remarks>
    public static void Install()
    {
        Console.SetOut(new TerminalWriter(Plain(new StandardStream(1)), !Console.IsOutputRedirected));
        Console.SetError(new TerminalWriter(Plain(new StandardStream(2)), !Console.IsErrorRedirected));
    }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        var text = new StringBuilder(buffer.Length);
        while (!buffer.IsEmpty)
        {
            int own = OwnSequence(buffer);
            if (own > 0)
            {
                text.Append(buffer[..own]);
                buffer = buffer[own..];
                continue;
            }

            char character = buffer[0];
            text.Append(ObeyedCharacters.Contains(character) && character is not ('\n' or '\t') ? ' ' : character);
            buffer = buffer[1..];
        }

        inner.Write(text.ToString());
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    private static StreamWriter Plain(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    private int OwnSequence(ReadOnlySpan<char> text)
    {
        if (!isTerminal || text[0] is not ('\e' or '\r'))
        {
            return 0;
        }

        foreach (string sequence in Style.Sequences)
        {
            if (text.StartsWith(sequence, StringComparison.Ordinal))
            {
                return sequence.Length;
            }
        }

        return 0;
    }
}
