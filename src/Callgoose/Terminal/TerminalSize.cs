using System.Runtime.InteropServices;

namespace Callgoose.Terminal;

/// <summary>The size of the terminal, from a system call: <see cref="Console"/> changes terminal modes before it answers.</summary>
internal static partial class TerminalSize
{
    private const int Output = 1;

    /// <summary>The ioctl(2) request for the size (TIOCGWINSZ).</summary>
    private const nuint GetSize = 0x5413;

    private const int DefaultWidth = 80;
    private const int DefaultHeight = 24;
    private const int LeastWidth = 40;

    /// <summary>The columns of the terminal; unlimited if standard output is not a terminal, so that a pipe or a file gets everything.</summary>
    public static int Width => Console.IsOutputRedirected ? int.MaxValue : Math.Max(LeastWidth, Ask().Columns is > 0 and ushort columns ? columns : DefaultWidth);

    /// <summary>The lines of the terminal; unlimited if standard output is not a terminal.</summary>
    public static int Height => Console.IsOutputRedirected ? int.MaxValue : Ask().Rows is > 0 and ushort rows ? rows : DefaultHeight;

    private static Size Ask() => Control(Output, GetSize, out Size size) == 0 ? size : default;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, out Size size);

    [StructLayout(LayoutKind.Sequential)]
    private struct Size
    {
        public ushort Rows;
        public ushort Columns;
        public ushort WidthInPixels;
        public ushort HeightInPixels;
    }
}
