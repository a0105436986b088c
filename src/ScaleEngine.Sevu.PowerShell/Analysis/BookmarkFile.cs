using System.Diagnostics;

namespace ScaleEngine.Sevu.Analysis;

/// <summary>The file that keeps how far the logs of tickets have been returned. Locked until it is disposed, so that no other run
/// uses it at the same time.</summary>
/// <remarks>The lock is the file with <c>.lock</c> behind its name, which stays, and who holds it is in <c>.lock.txt</c>: a locked
/// file cannot be read. Changes are written to <c>.tmp</c>, flushed to the disk, and then moved into place.</remarks>
internal sealed class BookmarkFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly Dictionary<string, TicketMark> _tickets;
    private bool _isChanged;
    private bool _isPrepared;

    private BookmarkFile(string path, FileStream held)
    {
        _path = path;
        _lock = held;
        _tickets = Read();
    }

    /// <param name="path">The file. If it does not exist, no log has been returned, and it is created by
    /// <see cref="Commit"/>.</param>
    /// <exception cref="SevuBookmarkException">Another run uses it, it is not a bookmark, or it cannot be read or
    /// locked.</exception>
    public static BookmarkFile Open(string path)
    {
        FileStream? held = null;
        try
        {
            string target = AtomicFile.TargetOf(path);
            held = Lock(target);
            BookmarkFile opened = new(target, held);
            File.WriteAllText(HolderPath(target), Self());
            return opened;
        }
        catch (Exception failure)
        {
            held?.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw SevuBookmarkException.NotAccessible(path, failure.Message);
            }

            throw;
        }
    }

    /// <returns>How far the ticket's log has been returned; null if it never was.</returns>
    public TicketMark? Find(string key) => _tickets.TryGetValue(key, out TicketMark? mark) ? mark : null;

    /// <summary>Notes how far a ticket's log has been returned. It counts from the next <see cref="Commit"/> on.</summary>
    public void Set(string key, TicketMark mark)
    {
        _tickets[key] = mark;
        _isChanged = true;
        _isPrepared = false;
    }

    /// <summary>Writes the changes beside the file, which is left as it is.</summary>
    /// <exception cref="SevuBookmarkException">They cannot be written.</exception>
    public void Prepare()
    {
        if (!_isChanged)
        {
            return;
        }

        try
        {
            AtomicFile.Write(TemporaryPath, BookmarkText.Write(_tickets));
            _isPrepared = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SevuBookmarkException.NotAccessible(_path, failure.Message);
        }
    }

    /// <summary>Moves what <see cref="Prepare"/> wrote into place.</summary>
    /// <exception cref="SevuBookmarkException">It cannot be moved.</exception>
    public void Commit()
    {
        if (!_isPrepared)
        {
            return;
        }

        try
        {
            AtomicFile.MoveInto(TemporaryPath, _path, replaces: true);
            _isChanged = false;
            _isPrepared = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SevuBookmarkException.NotAccessible(_path, failure.Message);
        }
    }

    /// <summary>Releases the lock. What was not committed is dropped.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(TemporaryPath);
            File.Delete(HolderPath(_path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // They are overwritten by the next run.
        }

        _lock.Dispose();
    }

    private string TemporaryPath => _path + ".tmp";

    private static string HolderPath(string path) => path + ".lock.txt";

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (IsHeld(failure))
        {
            throw SevuBookmarkException.InUse(path, ReadHolder(path));
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows; EWOULDBLOCK of Linux and macOS.
    private static bool IsHeld(IOException failure) => (failure.HResult & 0xffff) is 32 or 33 or 11 or 35;

    private static string? ReadHolder(string path)
    {
        try
        {
            using StreamReader reader = new(HolderPath(path));
            char[] text = new char[200];
            return DisplayText.Excerpt(new string(text, 0, reader.Read(text, 0, text.Length)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Self()
    {
        using Process process = Process.GetCurrentProcess();
        return DisplayText.Format(
            Messages.BookmarkHolder, process.Id, process.ProcessName, Environment.UserName, Environment.MachineName,
            Models.IsoTime.ToText(DateTime.UtcNow));
    }

    private Dictionary<string, TicketMark> Read()
    {
        // A folder is an error now, not when the bookmark is moved, which is too late for one.
        if (!File.Exists(_path) && !Directory.Exists(_path))
        {
            return new(StringComparer.Ordinal);
        }

        using FileStream file = File.OpenRead(_path);
        return BookmarkText.Read(file, _path);
    }
}
