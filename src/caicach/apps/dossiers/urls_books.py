"""The addresses of books, and of their comparison with reports."""

from django.urls import path

from caicach.apps.dossiers import views_books, views_reconciliation

COMPARED = "mot-cua/doi-chieu/<int:year>/<int:unit_id>/"

urlpatterns = [
    path("mot-cua/so/", views_books.home, name="books_home"),
    path("mot-cua/so/nam/<int:year>/", views_books.books, name="books"),
    path("mot-cua/so/<int:book_id>/", views_books.book, name="book"),
    path("mot-cua/so/<int:book_id>/in/", views_books.printed, name="book_print"),
    path("mot-cua/so/<int:book_id>/tai/<str:format>/", views_books.download, name="book_download"),
    path("mot-cua/so/<int:book_id>/khoa/", views_books.close, name="book_close"),
    path(COMPARED, views_reconciliation.compared, name="reconciliation"),
    path(f"{COMPARED}nhap/", views_reconciliation.report, name="report_total"),
    path(
        "mot-cua/doi-chieu/so-lieu/<int:total_id>/bo/", views_reconciliation.withdraw, name="withdraw_total"
    ),
]
